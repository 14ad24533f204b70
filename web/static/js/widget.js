/* VocDesk chat for any site: <script src="https://…/widget.js" data-language="zh" async></script>
   Adds one element and one global (VocDeskChat: open, close). Everything lies in a closed shadow with constructed style
   sheets: the page's styles do not reach in, ours do not leak out, and a policy against inline styles does not matter.
   Whatever fails here fails silently for the page around it. */
(function () {
  "use strict";
  try {
    var tag = document.currentScript;
    if (!tag || window.VocDeskChat) return;
    var base = new URL(tag.src).origin;
    var isChinese = /^zh/i.test(tag.dataset.language || document.documentElement.lang || navigator.language || "");
    var language = tag.dataset.language || (document.documentElement.lang || navigator.language ? (isChinese ? "zh" : "en") : "");
    var words = isChinese
      ? { open: "打开在线客服", close: "关闭在线客服", title: "在线客服", unread: "条新消息" }
      : { open: "Open the chat", close: "Close the chat", title: "Customer service chat", unread: "new" };
    var side = tag.dataset.position === "left" ? "left" : "right";
    var colour = /^#[0-9a-f]{3,8}$/i.test(tag.dataset.colour || "") ? tag.dataset.colour : "#4150c4";
    var SEEN = "vocdesk.chat";
    var KEPT = "vocdesk.chat.kept";
    var SHAPES = {
      chat: "M4 5.5A1.5 1.5 0 0 1 5.5 4h13A1.5 1.5 0 0 1 20 5.5v9a1.5 1.5 0 0 1-1.5 1.5H10l-4.5 4v-4A1.5 1.5 0 0 1 4 14.5z",
      close: "M6 9l6 6 6-6",
    };
    var CSS_TEXT = ":host{all:initial;position:fixed;z-index:2147483000;inset:auto;" + side + ":0;bottom:0}" +
      "button,iframe,span{all:revert;box-sizing:border-box}" +
      ".launcher{position:fixed;bottom:20px;" + side + ":20px;width:56px;height:56px;padding:0;border:0;border-radius:50%;display:grid;place-items:center;" +
      "background:" + colour + ";color:#fff;cursor:pointer;box-shadow:0 4px 16px rgba(20,20,40,.28)}" +
      ".launcher:focus-visible{outline:3px solid #fff;box-shadow:0 0 0 6px " + colour + "}" +
      ".launcher svg{width:26px;height:26px;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}" +
      ".count{position:absolute;top:-4px;right:-4px;min-width:22px;height:22px;padding:0 6px;border-radius:11px;background:#cc2b35;color:#fff;" +
      "font:700 13px/22px system-ui,sans-serif;text-align:center}.count[hidden]{display:none}" +
      "iframe{position:fixed;bottom:92px;" + side + ":20px;width:390px;height:min(640px,calc(100dvh - 112px));border:0;border-radius:14px;" +
      "background:#fff;box-shadow:0 16px 48px rgba(20,20,40,.28);color-scheme:normal}iframe[hidden]{display:none}" +
      "@media (max-width:560px){iframe{inset:0;width:100%;height:100dvh;border-radius:0}.open .launcher{display:none}}" +
      "@media print{:host{display:none}}";

    var host = document.createElement("vocdesk-chat");
    var shadow = host.attachShadow({ mode: "closed" });
    var wrap = document.createElement("div");
    var button = document.createElement("button");
    var count = document.createElement("span");
    var frame = null, isOpen = false, isReady = false;

    var style = function () {
      if (shadow.adoptedStyleSheets && "replaceSync" in CSSStyleSheet.prototype) {
        var sheet = new CSSStyleSheet();
        sheet.replaceSync(CSS_TEXT);
        shadow.adoptedStyleSheets = [sheet];
        return;
      }
      var element = document.createElement("style");
      element.textContent = CSS_TEXT;
      shadow.append(element);
    };
    var shape = function (name) {
      var svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      var path = document.createElementNS("http://www.w3.org/2000/svg", "path");
      svg.setAttribute("viewBox", "0 0 24 24");
      svg.setAttribute("aria-hidden", "true");
      path.setAttribute("d", SHAPES[name]);
      svg.append(path);
      return svg;
    };
    var label = function (unread) {
      var text = isOpen ? words.close : words.open;
      button.setAttribute("aria-label", unread ? text + " (" + unread + " " + words.unread + ")" : text);
      button.setAttribute("aria-expanded", String(isOpen));
      count.hidden = isOpen || !unread;
      count.textContent = unread > 99 ? "99+" : String(unread || "");
    };
    var visited = function (now) {
      try {
        if (now) localStorage.setItem(SEEN, "1");
        return localStorage.getItem(SEEN) === "1";
      } catch (error) { return false; }
    };
    // A browser that forbids storage in frames of other sites: the frame's memory is kept here, on the site one visits.
    var kept = function (values) {
      try {
        if (values !== undefined) localStorage.setItem(KEPT, values);
        return localStorage.getItem(KEPT) || "";
      } catch (error) { return ""; }
    };
    var tell = function (type, values) {
      if (frame && isReady) frame.contentWindow.postMessage({ source: "vocdesk-widget", type: type, values: values }, base);
    };
    var load = function () {
      if (frame) return;
      frame = document.createElement("iframe");
      frame.title = words.title;
      frame.hidden = true;
      frame.allow = "";
      frame.src = base + "/chat/frame?host=" + encodeURIComponent(location.origin) + (language ? "&language=" + encodeURIComponent(language) : "");
      wrap.append(frame);
    };
    var open = function () {
      load();
      visited(true);
      isOpen = true;
      wrap.className = "open";
      frame.hidden = false;
      button.replaceChildren(shape("close"), count);
      label(0);
      frame.focus();
      tell("open");
    };
    var close = function () {
      if (!isOpen) return;
      isOpen = false;
      wrap.className = "";
      frame.hidden = true;
      button.replaceChildren(shape("chat"), count);
      label(0);
      button.focus();
      tell("closed");
    };
    var hear = function (event) {
      if (!frame || event.source !== frame.contentWindow || event.origin !== base) return;
      var data = event.data;
      if (!data || data.source !== "vocdesk-chat") return;
      if (data.type === "ready") { isReady = true; tell("kept", kept()); tell(isOpen ? "open" : "closed"); }
      if (data.type === "close") close();
      if (data.type === "keep" && typeof data.values === "string" && data.values.length < 200000) kept(data.values);
      if (data.type === "unread" && Number.isInteger(data.count) && data.count >= 0) label(data.count);
    };
    var safely = function (work) {
      return function (event) {
        try { work(event); } catch (error) { if (window.console) console.warn("VocDesk chat:", error); }
      };
    };
    var start = safely(function () {
      style();
      button.type = "button";
      button.className = "launcher";
      button.append(shape("chat"), count);
      count.className = "count";
      count.setAttribute("aria-hidden", "true");
      label(0);
      wrap.append(button);
      shadow.append(wrap);
      document.body.append(host);
      button.addEventListener("click", safely(function () { if (isOpen) close(); else open(); }));
      window.addEventListener("message", safely(hear));
      document.addEventListener("keydown", safely(function (event) { if (event.key === "Escape") close(); }));
      if (visited(false)) load(); // somebody who wrote before sees on the launcher that we answered
    });
    Object.defineProperty(window, "VocDeskChat", { value: Object.freeze({ open: safely(open), close: safely(close) }) });
    if (document.body) start();
    else document.addEventListener("DOMContentLoaded", start);
  } catch (error) {
    if (window.console) console.warn("VocDesk chat:", error);
  }
})();
