// The style guide's own buttons.
import { toast } from "./lib/toast.js";

document.getElementById("sg-toast").addEventListener("click", () => {
  toast("工单已办结 Ticket closed", { kind: "success", undo: () => toast("已撤销 Undone") });
});
