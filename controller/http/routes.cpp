#include "controller/http/routes.hpp"

#include "base/utf8.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <charconv>

namespace signboard {

namespace {

constexpr std::string_view live_path = "/api/live";
constexpr std::string_view page_policy =
    "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'";

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_word(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  for (;;) {
    auto const cut = text.find(at);
    parts.push_back(text.substr(0, cut));
    if (cut == std::string_view::npos) return parts;
    text.remove_prefix(cut + 1);
  }
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// Percent-decoded; nothing for a broken escape, or bytes that are not UTF-8. A plus stays one: times have it.
std::optional<std::string> decoded(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      plain += text[i];
      continue;
    }
    unsigned value = 0;
    if (i + 2 >= text.size()) return {};
    auto const* const digits = text.data() + i + 1;
    if (auto const read = std::from_chars(digits, digits + 2, value, 16); read.ptr != digits + 2) return {};
    plain += static_cast<char>(value);
    i += 2;
  }
  if (first_bad_utf8(plain)) return {};
  return plain;
}

/// A target cut into its parts, still encoded.
struct Target {
  std::string_view path;
  std::vector<std::pair<std::string_view, std::string_view>> query;

  explicit Target(std::string_view text) {
    auto const cut = text.find('?');
    path = text.substr(0, cut);
    if (cut == std::string_view::npos) return;
    for (auto const part : split(text.substr(cut + 1), '&')) {
      auto const equals = part.find('=');
      query.emplace_back(part.substr(0, equals), equals == std::string_view::npos ? "" : part.substr(equals + 1));
    }
  }

  std::optional<std::string_view> asked(std::string_view name) const {
    for (auto const& [key, value] : query)
      if (key == name) return value;
    return {};
  }
};

/// The three names of this machine's own loopback, with any port: a tunnel may give another one than ours. Whatever
/// else a name server lets point here (DNS rebinding) is foreign.
bool is_ours(std::string_view host) {
  auto const cut = host.starts_with('[') ? host.find(':', host.find(']')) : host.find(':');
  auto const name = host.substr(0, cut);
  if (cut != std::string_view::npos) {
    auto const port = host.substr(cut + 1);
    unsigned number = 0;
    auto const read = std::from_chars(port.data(), port.data() + port.size(), number);
    if (read.ec != std::errc{} || read.ptr != port.data() + port.size() || number > 65'535) return false;
  }
  return same_word(name, "localhost") || name == "127.0.0.1" || name == "[::1]";
}

/// What every request must satisfy before its path is looked at.
std::optional<Response> refusal(Request const& request, Language language) {
  auto const is_host = [](auto const& field) { return same_word(field.first, "host"); };
  auto const hosts = std::count_if(request.fields.begin(), request.fields.end(), is_host);
  if (hosts != 1 || !request.target.starts_with('/'))
    return problem(fault(Code::invalid, "http.bad_request"), language);
  auto const host = request.field("host");
  if (!is_ours(host)) return problem(fault(Code::denied, "http.foreign_host", {{"host", std::string(host)}}), language);
  for (auto const& [name, value] : request.fields) {
    if (!same_word(name, "origin")) continue;
    std::string_view const origin = value;
    auto const scheme = origin.find("://");
    if (scheme == std::string_view::npos || !same_word(origin.substr(scheme + 3), host))
      return problem(fault(Code::denied, "http.foreign_origin", {{"origin", value}}), language);
  }
  return {};
}

/// What an answer says to browsers besides its content: guess no type, tell nobody where you came from, keep nothing
/// that changes, and run nothing from elsewhere.
Response guarded(Response response) {
  response.fields.emplace_back("X-Content-Type-Options", "nosniff");
  response.fields.emplace_back("Referrer-Policy", "no-referrer");
  response.fields.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
  return response;
}

Response guarded_api(Response response) {
  response.fields.emplace_back("Cache-Control", "no-store");
  response.fields.emplace_back("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  return guarded(std::move(response));
}

Response json_answer(boost::json::value const& value) {
  return guarded_api({200, "application/json", boost::json::serialize(value), {}});
}

Response answer_lineup(std::string_view name, Target const& target, Answers const& answers, Language language) {
  auto const screen = decoded(name);
  if (!screen) return problem(fault(Code::invalid, "http.bad_request"), language);
  std::optional<WallTime> at;
  if (auto const asked = target.asked("at")) {
    auto const text = decoded(*asked);
    if (!text) return problem(fault(Code::invalid, "http.bad_request"), language);
    auto const read = parse_wall_time(*text, answers.utc_offset);
    if (!read) return problem(fault(Code::invalid, "http.bad_time", {{"text", *text}}), language);
    at = *read;
  }
  auto const lineup = answers.lineup(*screen, at);
  return lineup ? json_answer(*lineup) : problem(lineup.error(), language);
}

/// The name in /api/screens/NAME/lineup.
std::optional<std::string_view> screen_in(std::string_view path) {
  constexpr std::string_view before = "/api/screens/", after = "/lineup";
  if (!path.starts_with(before) || !path.ends_with(after) || path.size() <= before.size() + after.size()) return {};
  auto const name = path.substr(before.size(), path.size() - before.size() - after.size());
  if (name.find('/') != std::string_view::npos) return {};
  return name;
}

Response answer_page(Request const& request, Pages::Found found) {
  Response response;
  response.fields = {{"ETag", found.tag},
                     {"Cache-Control", "no-cache"},
                     {"Content-Security-Policy", std::string(page_policy)},
                     {"Cross-Origin-Opener-Policy", "same-origin"}};
  for (auto const tag : split(request.field("if-none-match"), ',')) {
    auto known = trimmed(tag);
    if (known.starts_with("W/")) known.remove_prefix(2);
    if (known != found.tag && known != "*") continue;
    response.status = 304;
    return guarded(std::move(response));
  }
  response.type = std::string(found.type);
  response.body = std::move(found.content);
  return guarded(std::move(response));
}

Response routed(Request const& request, Answers const& answers, Pages const& pages, Language language) {
  Target const target(request.target);
  auto const name = screen_in(target.path);
  bool const is_api = name || target.path == "/api/screens" || target.path == "/api/status" || target.path == live_path;
  auto found = is_api ? std::nullopt : pages.find(target.path);
  if (!is_api && !found)
    return problem(fault(Code::not_found, "http.not_found", {{"path", std::string(target.path)}}), language);
  if (request.method != "GET" && request.method != "HEAD") {
    auto refused = problem(405, fault(Code::unsupported, "http.method", {{"method", request.method}}), language);
    refused.fields.emplace_back("Allow", "GET, HEAD");
    return refused;
  }
  if (request.has_body) return problem(413, fault(Code::over_limit, "http.body_refused"), language);
  if (found) return answer_page(request, std::move(*found));
  if (name) return answer_lineup(*name, target, answers, language);
  if (target.path == "/api/screens") return json_answer(answers.screens());
  if (target.path == "/api/status") return json_answer(answers.status());
  auto refused = problem(426, fault(Code::unsupported, "http.upgrade_needed"), language);
  refused.fields.emplace_back("Upgrade", "websocket");
  return refused;
}

int status_of(Code code) {
  switch (code) {
    case Code::invalid:
      return 400;
    case Code::denied:
      return 403;
    case Code::not_found:
      return 404;
    case Code::conflict:
      return 409;
    case Code::stale:
      return 412;
    case Code::rejected:
      return 422;
    case Code::io:
      return 500;
    case Code::unsupported:
      return 501;
    case Code::unavailable:
    case Code::over_limit:
      return 503;
    case Code::timeout:
      return 504;
    case Code::no_space:
      return 507;
  }
  return 500;
}

}  // namespace

std::string_view Request::field(std::string_view name) const {
  for (auto const& [key, value] : fields)
    if (same_word(key, name)) return value;
  return {};
}

Language language_asked(std::string_view accept_language) {
  int zh = -1, en = -1;  // in thousandths; -1: not named
  for (auto const part : split(accept_language, ',')) {
    auto const pieces = split(part, ';');
    auto const range = trimmed(pieces[0]);
    int quality = 1'000;
    for (auto const piece : pieces) {
      auto const text = trimmed(piece);
      if (text.size() < 3 || lower(text[0]) != 'q' || text[1] != '=') continue;
      quality = text[2] == '1' ? 1'000 : 0;
      int weight = 100;
      for (char const c : text.substr(std::min<std::size_t>(text.size(), 4))) {
        if (c < '0' || c > '9') break;
        quality = std::min(1'000, quality + weight * (c - '0'));
        weight /= 10;
      }
    }
    auto const primary = range.substr(0, range.find('-'));
    if (same_word(primary, "zh")) zh = std::max(zh, quality);
    if (same_word(primary, "en")) en = std::max(en, quality);
  }
  return en > 0 && en > zh ? Language::en : Language::zh;
}

Response problem(int status, Error const& error, Language language) {
  boost::json::object body;
  body["type"] = "about:blank";
  body["title"] = worded(error, language);
  body["status"] = status;
  body["code"] = error.id;
  return guarded_api({status,
                      "application/problem+json",
                      boost::json::serialize(body),
                      {{"Content-Language", language == Language::zh ? "zh-Hans" : "en"}}});
}

Response problem(Error const& error, Language language) { return problem(status_of(error.code), error, language); }

Response answer(Request const& request, Answers const& answers, Pages const& pages) {
  auto const language = language_asked(request.field("accept-language"));
  if (auto refused = refusal(request, language)) return std::move(*refused);
  return routed(request, answers, pages, language);
}

bool asks_to_watch(Request const& request) {
  return request.upgrades && !request.has_body && Target(request.target).path == live_path;
}

std::variant<std::vector<std::size_t>, Response> admit(Request const& request, std::vector<LiveScreen> const& screens) {
  auto const language = language_asked(request.field("accept-language"));
  if (auto refused = refusal(request, language)) return std::move(*refused);
  std::vector<std::size_t> wanted;
  auto const asked = Target(request.target).asked("screens");
  if (!asked) {
    for (std::size_t i = 0; i < screens.size(); ++i) wanted.push_back(i);
    return wanted;
  }
  for (auto const part : split(*asked, ',')) {
    auto const name = decoded(part);
    if (!name) return problem(fault(Code::invalid, "http.bad_request"), language);
    auto const found = std::find_if(screens.begin(), screens.end(),
                                    [&name](LiveScreen const& screen) { return screen.name == *name; });
    if (found == screens.end()) return problem(fault(Code::not_found, "http.no_screen", {{"screen", *name}}), language);
    auto const index = static_cast<std::size_t>(found - screens.begin());
    if (std::find(wanted.begin(), wanted.end(), index) == wanted.end()) wanted.push_back(index);
  }
  return wanted;
}

boost::json::value introduction(std::vector<LiveScreen> const& screens, std::vector<std::size_t> const& watched,
                                std::chrono::minutes utc_offset) {
  boost::json::array list;
  for (auto const index : watched) {
    auto const& screen = screens[index];
    constexpr std::string_view depths[] = {"mono", "red_green", "rgb"};
    boost::json::object entry;
    entry["index"] = index;
    entry["name"] = screen.name;
    entry["width"] = screen.size.width;
    entry["height"] = screen.size.height;
    entry["depth"] = depths[static_cast<std::size_t>(screen.depth)];
    list.push_back(std::move(entry));
  }
  boost::json::object whole;
  whole["version"] = 1;
  whole["stale_after_ms"] = live_stale_after.count();
  whole["utc_offset_minutes"] = utc_offset.count();
  whole["screens"] = std::move(list);
  return whole;
}

}  // namespace signboard
