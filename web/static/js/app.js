// Every staff page.
import { readWords } from "./i18n.js";
import { registerAction, startActions } from "./lib/actions.js";
import { guardHtmx } from "./lib/csrf.js";
import { startDialogs } from "./lib/dialogs.js";
import { startLists } from "./lib/list.js";
import { startPage } from "./lib/page.js";
import { startPalette } from "./lib/palette.js";
import { startTheme, toggleTheme } from "./lib/theme.js";
import { startTimes } from "./lib/time.js";
import { startToasts } from "./lib/toast.js";
import { t } from "./i18n.js";

guardHtmx();
startTheme();
startToasts();
startTimes();
startDialogs();
startPage();
startActions();
startPalette();
startLists();
registerAction({ id: "theme", title: t("Switch between light and dark"), run: toggleTheme });
document.addEventListener("htmx:after:swap", () => readWords());
