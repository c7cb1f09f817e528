#include "controller/messages.hpp"

#include <array>

namespace signboard {

std::span<Wording const> http_wordings() {
  static constexpr std::array wordings = {
      // The server, at start.
      Wording{"http.not_loopback",
              "网页不能在地址“{address}”上提供：目前没有账号，只允许本机访问。请改为 127.0.0.1 或 ::1。",
              "The page cannot be served at \"{address}\": there are no accounts yet, so only this computer may "
              "look. Use 127.0.0.1 or ::1."},
      Wording{
          "http.cannot_listen",
          "预览网页无法使用 {address} 的端口 {port}：{reason}。请换一个端口，或关闭占用它的程序。",
          "The preview page cannot use port {port} of {address}: {reason}. Choose another port, or stop the program "
          "that uses it."},
      Wording{"http.no_web_root", "找不到网页目录“{directory}”。请检查路径，或去掉这一项，使用程序自带的网页。",
              "There is no directory \"{directory}\" with the page. Check the path, or leave it out to use the page "
              "that comes with the program."},
      Wording{"http.socket_in_use",
              "“{file}”已有程序在使用，可能另一个 signboardd 正在运行。请先停止它，或换一个路径。",
              "Somebody answers at \"{file}\"; another signboardd may be running. Stop it, or choose another path."},
      Wording{"http.socket_path", "“{file}”不是套接字，不会覆盖它。请换一个路径，或先移走这个文件。",
              "\"{file}\" is not a socket and is not overwritten. Choose another path, or move that file away."},
      Wording{"http.no_socket", "无法在“{file}”上监听：{reason}。请检查目录是否存在、是否有写权限。",
              "Cannot listen at \"{file}\": {reason}. Check that the folder exists and may be written to."},
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
      Wording{"http.method", "这里不能用 {method}，可以用：{allowed}。",
              "{method} is not possible here; {allowed} are."},
      Wording{"http.body_refused", "这里不接收任何内容，请求不能带正文。",
              "Nothing is received here: a request must not have a body."},
      Wording{"http.body_too_large", "内容超过 {limit} 字节，无法接收。请缩短文字，或分成几条公告。",
              "The content is larger than {limit} bytes. Shorten the text, or make several announcements of it."},
      Wording{"http.too_many_bodies", "同时上传的内容太多，请稍后再试。",
              "Too much is being uploaded at once. Try again shortly."},
      Wording{"http.coding", "不支持传输编码“{coding}”，只支持 chunked。",
              "The transfer coding \"{coding}\" is not supported, only chunked."},
      Wording{"http.expectation", "无法满足 Expect 中的要求，只支持 100-continue。",
              "What Expect asks for cannot be met; only 100-continue is supported."},
      Wording{"http.wants_json", "请以 JSON 发送内容，并写明 Content-Type: application/json。",
              "Send the content as JSON, with Content-Type: application/json."},
      Wording{"http.wants_body", "请求缺少正文。/api/openapi.json 说明了应有的内容。",
              "The request has no body. /api/openapi.json says what belongs in it."},
      Wording{"http.no_object", "内容应是一个 JSON 对象，写在花括号里。",
              "The content must be a JSON object, in curly braces."},
      Wording{"http.missing_key", "缺少“{key}”。", "\"{key}\" is missing."},
      Wording{"http.unknown_key", "没有“{key}”这一项。请检查拼写。", "There is no key \"{key}\". Check its spelling."},
      Wording{"http.blank", "“{key}”不能空着。", "\"{key}\" must not be empty."},
      Wording{"http.wants_text", "“{key}”应是文字，写在双引号里。", "\"{key}\" must be a text, in double quotes."},
      Wording{"http.wants_names", "“{key}”应是名称的列表，如 [\"lobby\"]，不能空着。",
              "\"{key}\" must be a list of names, like [\"lobby\"], and not an empty one."},
      Wording{"http.wants_object", "“{key}”应是一个 JSON 对象。", "\"{key}\" must be a JSON object."},
      Wording{"http.text_too_long", "“{key}”太长，最多 {limit} 字节。",
              "\"{key}\" is too long; {limit} bytes at most."},
      Wording{"http.unknown_parameter", "地址中没有“{name}”这个参数。请检查拼写。",
              "This address takes no parameter \"{name}\". Check its spelling."},
      Wording{"http.bad_parameter", "地址中参数“{name}”的值“{value}”不能用，可以是 {choices}。",
              "The value \"{value}\" of the parameter \"{name}\" cannot be used. It can be {choices}."},
      Wording{"http.wants_whole_path", "“{path}”不是从根目录写起的路径。请写全，例如 /media/usb/{path}。",
              "\"{path}\" is not a path from the root. Write all of it, such as /media/usb/{path}."},
      Wording{"http.bad_span", "请用 from 和 to 给出一段时间，先早后晚，最长 {days} 天。",
              "Give a span of time with from and to, the earlier first, {days} days at most."},
      Wording{"http.bad_etag",
              "看不懂版本条件“{text}”。请在 If-Match 里原样写上读取公告时得到的一个 ETag，或者写 If-None-Match: *。",
              "The version condition \"{text}\" cannot be read. Give the one ETag that came with the announcement in "
              "If-Match, or If-None-Match: *."},
      Wording{"http.weak_etag", "以 W/ 开头的版本标记不能用来修改内容。请重新读取公告，再用得到的 ETag。",
              "A tag that begins with W/ cannot guard an edit. Read the announcement again and use its ETag."},
      Wording{
          "http.needs_condition",
          "修改公告要用 If-Match 写明所改的版本（读取时得到的 ETag）；新建则写 If-None-Match: *。",
          "To edit an announcement, say which version with If-Match (the ETag it came with); to make a new one, say "
          "If-None-Match: *."},
      Wording{"http.bad_key", "Idempotency-Key 只能有一个，最长 {limit} 字节。",
              "There may be one Idempotency-Key, of {limit} bytes at most."},
      Wording{"http.other_id", "内容中的编号与地址中的“{id}”不同。编号不能改；请新建一条，再撤下旧的。",
              "The id in the content is not the \"{id}\" of the address. An id cannot change: make a new announcement "
              "and withdraw this one."},
      Wording{"http.use_urgent", "级别“{rank}”会占满屏幕，不能在这里发布。请用 /api/urgent。",
              "The rank \"{rank}\" takes the whole screen and is not published here. Use /api/urgent."},
      Wording{"http.use_blackout", "黑屏不是公告。请用 /api/blackout。",
              "A blackout is not an announcement. Use /api/blackout."},
      Wording{
          "http.use_announcements",
          "这里只接收紧急通知（urgent）和预警转发（warning）；级别“{rank}”请用 /api/announcements。",
          "Only urgent notices (urgent) and relayed warnings (warning) are raised here; for the rank \"{rank}\" use "
          "/api/announcements."},
      Wording{"http.needs_end", "紧急通知必须有结束时间 valid_until，如 2026-10-01T18:00:00+08:00。",
              "An urgent notice must have an end, valid_until, like 2026-10-01T18:00:00+08:00."},
      Wording{"http.not_acceptable", "这里只能给出 image/png、image/gif 或 application/json。",
              "Only image/png, image/gif or application/json can be had here."},
      Wording{"http.not_available", "这个 signboardd 还不提供此功能。", "This signboardd does not do this yet."},
      Wording{"http.several_faults", "有 {count} 处错误，逐条列在 errors 中。",
              "There are {count} mistakes; errors lists each of them."},
      Wording{"http.unanswered", "程序没有给出结果，这是程序的错误。请先查看公告是否已生效，再决定是否重试。",
              "The program gave no result, which is a mistake of its own. Look whether the change has been made before "
              "you try again."},
      Wording{"http.no_answer", "处理时间太长。请先查看改动是否已生效，再决定是否重试。",
              "It takes too long. Look whether the change has been made before you try again."},
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
