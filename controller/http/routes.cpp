#include "controller/http/routes.hpp"

#include "controller/http/operations.hpp"
#include "controller/http/target.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <charconv>

namespace signboard {

namespace {

constexpr std::string_view live_path = "/api/live";
constexpr std::string_view events_path = "/api/events";
constexpr std::string_view page_policy =
    "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'";

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

bool only_reads(Request const& request) {
  return request.method == "GET" || request.method == "HEAD" || request.method == "OPTIONS";
}

std::optional<Response> foreign(Request const& request, Language language) {
  auto const refused = [language](std::string_view origin) {
    return problem(fault(Code::denied, "http.foreign_origin", {{"origin", std::string(origin)}}), language);
  };
  auto const host = request.field("host");
  if (!is_ours(host)) return problem(fault(Code::denied, "http.foreign_host", {{"host", std::string(host)}}), language);
  for (auto const& [name, value] : request.fields) {
    if (!same_word(name, "origin")) continue;
    std::string_view const origin = value;
    auto const scheme = origin.find("://");
    if (scheme == std::string_view::npos || !same_word(origin.substr(scheme + 3), host)) return refused(origin);
  }
  // Some browsers leave Origin out of requests of one site; what they say here cannot be forged by a page.
  auto const site = request.field("sec-fetch-site");
  if (!only_reads(request) && !site.empty() && site != "same-origin" && site != "none") return refused(site);
  return {};
}

/// What every request must satisfy before its path is looked at. A page cannot reach the unix socket.
std::optional<Response> refusal(Request const& request, Language language) {
  if (request.count("host") != 1 || !request.target.starts_with('/'))
    return problem(fault(Code::invalid, "http.bad_request"), language);
  if (request.way == Way::loopback) return foreign(request, language);
  return {};
}

Response answer_page(Request const& request, Pages::Found found) {
  Response response;
  response.fields = {{"ETag", found.tag},
                     {"Cache-Control", "no-cache"},
                     {"Content-Security-Policy", std::string(page_policy)},
                     {"Cross-Origin-Opener-Policy", "same-origin"}};
  if (is_known(request.field("if-none-match"), std::string_view(found.tag).substr(1, found.tag.size() - 2))) {
    response.status = 304;
    return guarded(std::move(response));
  }
  response.type = std::string(found.type);
  response.body = std::move(found.content);
  return guarded(std::move(response));
}

bool stands_for_any(std::string_view part) { return part.starts_with('{'); }

/// What stands for the names of a path's pattern, still encoded; nothing if the path is another. Every request asks
/// this of every pattern, so those that begin otherwise are told by their first bytes.
std::optional<std::vector<std::string_view>> fit(std::string_view pattern, std::string_view path) {
  std::vector<std::string_view> parts;
  auto const literal = pattern.find('{');
  if (literal == std::string_view::npos) return pattern == path ? std::optional(parts) : std::nullopt;
  if (!path.starts_with(pattern.substr(0, literal))) return {};
  while (!pattern.empty() && !path.empty()) {
    pattern.remove_prefix(1);
    if (path.front() != '/') return {};
    path.remove_prefix(1);
    auto const wanted = pattern.substr(0, pattern.find('/')), there = path.substr(0, path.find('/'));
    if (stands_for_any(wanted) ? there.empty() : wanted != there) return {};
    if (stands_for_any(wanted)) parts.push_back(there);
    pattern.remove_prefix(wanted.size());
    path.remove_prefix(there.size());
  }
  if (!pattern.empty() || !path.empty()) return {};
  return parts;
}

/// What the table and the pages know of a path.
struct Found {
  Operation const* operation = nullptr;  ///< for the method asked
  std::vector<std::string_view> parts;
  std::vector<std::string_view> methods;  ///< without an operation: those there are; empty: nothing is there
};

Found find(std::string_view method, std::string_view path, Pages const& pages) {
  if (method == "HEAD") method = "GET";
  Found found;
  for (auto const& operation : operations()) {
    if (operation.route.method != method) continue;
    auto parts = fit(operation.route.path, path);
    if (!parts) continue;
    found.operation = &operation;
    found.parts = std::move(*parts);
    return found;
  }
  for (auto const& operation : operations())
    if (fit(operation.route.path, path)) found.methods.push_back(operation.route.method);
  if (found.methods.empty() && pages.has(path)) found.methods.push_back("GET");
  return found;
}

std::string allowed(Found const& found) {
  std::string list;
  auto const add = [&list](std::string_view method) { (list += list.empty() ? "" : ", ") += method; };
  for (auto const method : found.methods) {
    add(method);
    if (method == "GET") add("HEAD");
  }
  add("OPTIONS");
  return list;
}

/// 404, 405 and OPTIONS; nothing if there is something to do.
std::optional<Response> misdirected(Request const& request, Found const& found, Language language) {
  if (found.operation != nullptr) return {};
  auto const path = Target(request.target).path;
  if (found.methods.empty())
    return problem(fault(Code::not_found, "http.not_found", {{"path", std::string(path)}}), language);
  bool const reads = request.method == "GET" || request.method == "HEAD";
  bool const is_page = reads && found.methods.front() == "GET";
  if (is_page) return {};
  auto const list = allowed(found);
  auto response =
      request.method == "OPTIONS"
          ? guarded_api({204, {}, {}, {}})
          : problem(405, fault(Code::unsupported, "http.method", {{"method", request.method}, {"allowed", list}}),
                    language);
  response.fields.emplace_back("Allow", list);
  return response;
}

bool is_json(Request const& request) {
  auto const field = request.field("content-type");
  auto const type = trimmed(field.substr(0, field.find(';')));
  if (request.count("content-type") != 1) return false;
  return same_word(type, "application/json") ||
         (request.method == "PATCH" && same_word(type, "application/merge-patch+json"));
}

/// Whether the body, or the want of one, suits the operation. A form of a foreign page can send a body too, but never
/// as JSON without being asked about first.
std::optional<Response> unsuitable(Request const& request, Body body, Language language) {
  if (body == Body::none && request.has_body)
    return problem(413, fault(Code::over_limit, "http.body_refused"), language);
  if ((request.has_body || request.method == "POST") && body != Body::none && !is_json(request))
    return problem(415, fault(Code::invalid, "http.wants_json"), language);
  if (body == Body::required && !request.has_body) return problem(fault(Code::invalid, "http.wants_body"), language);
  return {};
}

std::optional<Response> refused(Request const& request, Found const& found, Language language) {
  if (auto response = misdirected(request, found, language)) return response;
  return unsuitable(request, found.operation == nullptr ? Body::none : found.operation->body, language);
}

}  // namespace

std::vector<Route> routes() {
  std::vector<Route> all;
  for (auto const& operation : operations()) all.push_back(operation.route);
  return all;
}

std::optional<Response> refused_unread(Request const& request, Pages const& pages) {
  auto const language = language_asked(request.field("accept-language"));
  if (auto response = refusal(request, language)) return response;
  return refused(request, find(request.method, Target(request.target).path, pages), language);
}

void answer(Request const& request, Answers const& answers, Pages const& pages, Respond respond) {
  auto const language = language_asked(request.field("accept-language"));
  if (auto response = refusal(request, language)) return respond(std::move(*response));
  Target const target(request.target);
  auto const found = find(request.method, target.path, pages);
  if (auto response = refused(request, found, language)) return respond(std::move(*response));
  if (found.operation == nullptr) {
    auto page = pages.find(target.path);
    if (page) return respond(answer_page(request, std::move(*page)));
    return respond(problem(fault(Code::not_found, "http.not_found", {{"path", std::string(target.path)}}), language));
  }
  std::vector<std::string> parts;
  for (auto const part : found.parts) {
    auto plain = decoded(part);
    if (!plain) return respond(problem(fault(Code::invalid, "http.bad_request"), language));
    parts.push_back(std::move(*plain));
  }
  found.operation->run({request, answers, target, std::move(parts), language, std::move(respond)});
}

bool asks_to_watch(Request const& request) {
  return request.upgrades && !request.has_body && Target(request.target).path == live_path;
}

bool asks_for_events(Request const& request) {
  return request.upgrades && !request.has_body && Target(request.target).path == events_path;
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

std::variant<Subscription, Response> admit_to_events(Request const& request, Answers const& answers, Hear hear) {
  auto const language = language_asked(request.field("accept-language"));
  if (auto refused = refusal(request, language)) return std::move(*refused);
  if (!answers.events) return problem(fault(Code::unsupported, "http.not_available"), language);
  std::optional<std::uint64_t> after;
  if (auto const asked = Target(request.target).asked("after")) {
    std::uint64_t number = 0;
    auto const read = std::from_chars(asked->data(), asked->data() + asked->size(), number);
    if (read.ec != std::errc{} || read.ptr != asked->data() + asked->size())
      return problem(
          fault(Code::invalid, "http.bad_parameter",
                {{"name", "after"}, {"value", std::string(*asked)}, {"choices", "0…" + std::to_string(UINT64_MAX)}}),
          language);
    after = number;
  }
  Asked asked;
  asked.actor = request.actor;
  asked.language = language;
  auto subscription = answers.events(asked, after, std::move(hear));
  if (!subscription) return problem(subscription.error(), language);
  return std::move(*subscription);
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
