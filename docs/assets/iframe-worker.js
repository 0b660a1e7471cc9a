// A page opened from a folder may start no worker, so its search would be silent: there, run the worker in a hidden frame.
// What a worker is given and gives back (postMessage, message, importScripts) goes through the frame's window instead.
if (location.protocol === "file:") {
  window.Worker = class extends EventTarget {
    constructor(url) {
      super();
      this.waiting = [];
      this.frame = document.createElement("iframe");
      this.frame.hidden = true;
      this.frame.title = "Search";
      this.frame.srcdoc =
        "<script>var toPage = parent; postMessage = message => toPage.postMessage({ fromWorker: message }, '*');" +
        "importScripts = (...urls) => urls.reduce((before, url) => before.then(() => new Promise(done => {" +
        "const script = document.createElement('script'); script.src = url; script.onload = done;" +
        `document.head.append(script); })), Promise.resolve());</script><script src="${url}"></script>`;
      this.frame.addEventListener("load", () => {
        for (const message of this.waiting) this.send(message);
        this.waiting = null;
      });
      window.addEventListener("message", event => {
        if (event.source === this.frame.contentWindow && "fromWorker" in event.data) {
          this.dispatchEvent(new MessageEvent("message", { data: event.data.fromWorker }));
        }
      });
      const attach = () => document.body.append(this.frame);
      if (document.body) attach();
      else document.addEventListener("DOMContentLoaded", attach);
    }

    postMessage(message) {
      if (this.waiting) this.waiting.push(message);
      else this.send(message);
    }

    send(message) {
      const frame = this.frame.contentWindow;
      frame.dispatchEvent(new MessageEvent("message", { data: message, source: window }));
    }
  };
}
