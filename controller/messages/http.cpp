#include "controller/messages.hpp"

#include <array>

namespace signboard {

std::span<Wording const> http_wordings() {
  static constexpr std::array wordings = {
      // The server, at start.
      Wording{
          "http.not_loopback",
          "预览网页不能在地址“{address}”上提供：目前没有账号，只允许本机访问。请改为 127.0.0.1 或 ::1。",
          "The preview page cannot be served at \"{address}\": there are no accounts yet, so only this computer may "
          "look. Use 127.0.0.1 or ::1."},
      Wording{
          "http.cannot_listen",
          "预览网页无法使用 {address} 的端口 {port}：{reason}。请换一个端口，或关闭占用它的程序。",
          "The preview page cannot use port {port} of {address}: {reason}. Choose another port, or stop the program "
          "that uses it."},
      Wording{"http.no_web_root", "找不到网页目录“{directory}”。请检查路径，或去掉这一项，使用程序自带的网页。",
              "There is no directory \"{directory}\" with the page. Check the path, or leave it out to use the page "
              "that comes with the program."},
      // The server, to whoever asks.
      Wording{"http.bad_request", "请求不合规范，无法理解。", "The request is malformed."},
      Wording{"http.bad_version", "不支持这个 HTTP 版本。请使用 HTTP/1.1。",
              "This version of HTTP is not supported. Use HTTP/1.1."},
      Wording{"http.header_too_large", "请求头太长。请清除浏览器中本网址的 Cookie 后重试。",
              "The request header is too long. Clear the cookies of this address and try again."},
      Wording{"http.foreign_host", "不接受以“{host}”为名的访问。请在本机打开 http://127.0.0.1 或 http://localhost。",
              "Not served under the name \"{host}\". Open http://127.0.0.1 or http://localhost on this computer."},
      Wording{"http.foreign_origin", "不接受来自其他网页（{origin}）的请求。请直接打开预览网页。",
              "Requests from other pages ({origin}) are refused. Open the preview page itself."},
      Wording{"http.not_found", "这里没有“{path}”。", "There is nothing at \"{path}\"."},
      Wording{"http.no_screen", "没有名为“{screen}”的屏幕。/api/screens 列出所有屏幕。",
              "There is no screen \"{screen}\". /api/screens lists them all."},
      Wording{"http.bad_time", "看不懂时间“{text}”。请写成 2026-10-01T09:00:00+08:00 的样子。",
              "The time \"{text}\" cannot be read. Write it like 2026-10-01T09:00:00+08:00."},
      Wording{"http.method", "这里不能用 {method}，只能用 GET 或 HEAD。",
              "{method} is not possible here, only GET and HEAD."},
      Wording{"http.body_refused", "这里不接收任何内容，请求不能带正文。",
              "Nothing is received here: a request must not have a body."},
      Wording{"http.upgrade_needed", "这个地址只提供 WebSocket 连接。",
              "This address serves WebSocket connections only."},
      Wording{"http.too_many_sessions", "同时打开的连接太多。请关闭一些页面，稍后再试。",
              "Too many connections are open. Close some pages and try again shortly."},
      Wording{"http.too_many_watchers", "已有 {most} 个预览同时打开，这是上限。请先关闭一个。",
              "{most} previews are open, which is the most at one time. Close one first."},
      // The client, in signctl.
      Wording{"client.bad_url", "地址“{url}”无法识别。请写成 http://127.0.0.1:8080 的样子。",
              "The address \"{url}\" cannot be read. Write it like http://127.0.0.1:8080."},
      Wording{"client.unreachable", "连不上 {url}：{reason}。请确认 signboardd 正在运行，且地址和端口正确。",
              "Cannot reach {url}: {reason}. Check that signboardd is running and that address and port are right."},
      Wording{"client.refused", "{url} 拒绝了请求（{status}）：{reason}",
              "{url} refused the request ({status}): {reason}"},
      Wording{"client.bad_answer", "{url} 的回答看不懂：{reason}。那里可能不是 signboardd，或版本不同。",
              "The answer of {url} cannot be read: {reason}. It may not be signboardd, or of another version."},
      Wording{"client.bad_picture", "收到的画面无法读取（{what}）。signctl 与 signboardd 的版本可能不同。",
              "A picture that came cannot be read ({what}). signctl and signboardd may be of different versions."},
      Wording{"client.timeout", "{url} 在 {ms} 毫秒内没有回应。", "{url} did not answer within {ms} milliseconds."},
      Wording{"client.closed", "与 {url} 的连接已断开：{reason}。", "The connection to {url} was closed: {reason}."},
  };
  return wordings;
}

}  // namespace signboard
