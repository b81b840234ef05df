// Constant code only: no word of a document or a question is ever put in here.
window.wenceJump = (selector) => {
  let tries = 0;
  const jump = () => {
    const target = document.querySelector(selector);
    if (target) target.scrollIntoView({ block: "center" });
    else if (tries++ < 100) setTimeout(jump, 50);
  };
  jump();
};

// What is chosen by a click in our own HTML is marked at once, and noted for choosing.js.
window.wenceChosen ??= {};
window.wencePass ??= {};
window.wenceChoose = {
  row: (target) => {
    const row = target.closest(".wc-rows tr[data-row]");
    if (!row || String(window.getSelection())) return null;
    document.querySelectorAll(".wc-rows tr[data-row]").forEach((each) => {
      each.classList.toggle("wc-chosen", each === row);
      each.querySelector("button").setAttribute("aria-pressed", String(each === row));
    });
    return row.dataset.row;
  },
  clause: (target) => {
    const from = target.closest(".wc-outline a, .wc-document p[data-clause] > b");
    const id = from?.dataset.clause ?? from?.parentElement.dataset.clause;
    if (!id) return null;
    document.querySelectorAll(".wc-outline a").forEach((each) => {
      each.classList.toggle("wc-here", each.dataset.clause === id);
    });
    return id;
  },
};
document.removeEventListener("click", window.wenceClicked);
window.wenceClicked = (event) => {
  for (const [kind, choose] of Object.entries(window.wenceChoose)) {
    const chosen = choose(event.target);
    if (!chosen) continue;
    window.wenceChosen[kind] = chosen;
    window.wencePass[kind]?.();
  }
};
document.addEventListener("click", window.wenceClicked);

// Streamlit speaks English only: its own words, translated where they appear outside our HTML.
if (!window.wenceWords) {
  window.wenceWords = new Map(Object.entries({
    "Skip to main content": "跳到正文", "Sidebar": "侧栏", "App pages": "页面",
    "Collapse sidebar": "收起侧栏", "Expand sidebar": "展开侧栏",
    "Open": "展开选项", "Close": "关闭", "Clear all": "全部清除", "Select all": "全选", "No results": "没有匹配的项",
    "file upload": "选择文件", "Upload": "选择文件", "Send message": "发送", "Stop script": "停止", "Stop": "停止",
    "Drag and drop a file here": "把文件拖到这里", "Drag and drop files here": "把文件拖到这里",
    "Connection error": "页面连接中断", "Connection lost. Please wait for the app to reconnect, then try again.": "连接已断开，正在重新连接，请稍后再试。",
    "Streamlit server is not responding. Are you connected to the internet?": "页面服务没有应答，恢复后会自动重新连接。请确认 wence serve 正在运行。",
    "Page not found": "没有这个页面", "The page that you have requested does not seem to exist. Running the app's main page.": "您打开的网址不存在，已转到问答页。",
    "Running...": "正在处理", "Navigate to home page": "回到问答页",
    "Chat message from user": "提问", "Chat message from assistant": "回答", "Selected values": "已选项", "Loading...": "正在载入",
    "Feedback rating": "评价这个回答", "Thumbs up": "有用", "Thumbs down": "有问题",
    "Pagination": "分页", "Previous page": "上一页", "Next page": "下一页",
  }));
  const patterns = [
    [/^Remove (.+)$/, "移除 $1"],
    [/^Show data(: .+)?$/, "查看数据$1"], [/^Show chart(: .+)?$/, "查看图$1"], [/^Copy Vega-Lite spec(: .+)?$/, "复制图的定义$1"],
    [/^Download (?:as )?PNG(: .+)?$/, "下载图片$1"], [/^Fullscreen(: .+)?$/, "全屏$1"], [/^(?:Close|Exit) fullscreen(: .+)?$/, "退出全屏$1"],
    [/^(?:Go to p|P)age (\d+)$/, "第 $1 页"],
    [/^(?:Error: )?File must be (.+) or smaller\.$/, "文件不能超过 $1。"],
  ];
  const inChinese = (words) => {
    const known = window.wenceWords.get(words);
    const pattern = known ? undefined : patterns.find(([english]) => english.test(words));
    return pattern ? words.replace(pattern[0], pattern[1]) : known;
  };
  const attributes = ["aria-label", "title", "placeholder"];
  const translate = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const words = inChinese(node.nodeValue.trim());
      if (words && !node.parentElement?.closest(".stHtml, textarea, input, script")) node.nodeValue = words;
    } else if (node.nodeType === Node.ELEMENT_NODE && !node.classList.contains("stHtml")) {
      for (const name of attributes) {
        const words = inChinese(node.getAttribute(name) ?? "");
        if (words) node.setAttribute(name, words);
      }
      node.childNodes.forEach(translate);
    }
  };
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(translate);
      else translate(change.target);
    }
  }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: attributes });
  translate(document.body);
}
