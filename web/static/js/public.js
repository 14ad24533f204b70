// Every customers' page: no single-letter keys there.
import { guardHtmx } from "./lib/csrf.js";
import { startDialogs } from "./lib/dialogs.js";
import { startPage } from "./lib/page.js";
import { startTheme } from "./lib/theme.js";
import { startTimes } from "./lib/time.js";
import { startToasts } from "./lib/toast.js";

guardHtmx();
startTheme();
startToasts();
startTimes();
startDialogs();
startPage();
