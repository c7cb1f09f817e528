#include "controller/http/message.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>

namespace signboard {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// The weight of one entry of a preference list (RFC 9110, 12.4.2), in thousandths.
int quality_of(std::string_view entry) {
  for (auto const piece : split(entry, ';')) {
    auto const text = trimmed(piece);
    if (text.size() < 3 || lower(text[0]) != 'q' || text[1] != '=') continue;
    int quality = text[2] == '1' ? 1'000 : 0;
    int weight = 100;
    for (char const c : text.substr(std::min<std::size_t>(text.size(), 4))) {
      if (c < '0' || c > '9') break;
      quality = std::min(1'000, quality + weight * (c - '0'));
      weight /= 10;
    }
    return quality;
  }
  return 1'000;
}

/// How well `range` (`image/*`) covers `type`: 0 not at all, 3 by name.
int closeness(std::string_view range, std::string_view type) {
  if (range == "*/*") return 1;
  if (same_word(range, type)) return 3;
  auto const slash = type.find('/');
  return range.ends_with("/*") && same_word(range.substr(0, range.size() - 1), type.substr(0, slash + 1)) ? 2 : 0;
}

struct Tag {
  std::string_view opaque;
  bool weak = false;
};

/// The entity tags of a list (RFC 9110, 8.8.3); nothing if it is not one.
std::optional<std::vector<Tag>> tags_of(std::string_view list) {
  std::vector<Tag> tags;
  for (list = trimmed(list); !list.empty(); list = trimmed(list)) {
    if (list.front() == ',') {
      list.remove_prefix(1);
      continue;
    }
    Tag tag;
    tag.weak = list.starts_with("W/");
    if (tag.weak) list.remove_prefix(2);
    auto const end = list.starts_with('"') ? list.find('"', 1) : std::string_view::npos;
    if (end == std::string_view::npos) return {};
    tag.opaque = list.substr(1, end - 1);
    list = trimmed(list.substr(end + 1));
    if (!list.empty() && list.front() != ',') return {};
    tags.push_back(tag);
  }
  return tags;
}

Error bad_tag(std::string_view text) { return fault(Code::invalid, "http.bad_etag", {{"text", std::string(text)}}); }

std::string const* value_of(Error const& error, std::string_view name) {
  for (auto const& [key, value] : error.values)
    if (key == name) return &value;
  return nullptr;
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

// A place in the JSON that was sent stands beside the sentence, not before it; a line of a playlist stays before it.
std::string sentence(Error error, Language language) {
  std::erase_if(error.values, [](auto const& value) { return value.first == "field"; });
  return worded(error, language);
}

boost::json::object to_json(Error const& error, Language language) {
  boost::json::object out;
  if (auto const* const pointer = value_of(error, "field")) out["pointer"] = *pointer;
  out["id"] = error.id;
  out["title"] = sentence(error, language);
  return out;
}

std::string detail_of(std::span<Error const> errors, Language language) {
  if (errors.size() == 1) return sentence(errors.front(), language);
  return worded("http.several_faults", {{"count", std::to_string(errors.size())}}, language);
}

Response problem(int status, std::span<Error const> errors, Language language) {
  boost::json::array list;
  for (auto const& error : errors) list.push_back(to_json(error, language));
  boost::json::object body;
  body["type"] = "/api/problems/" + std::string(errors.front().id);
  body["title"] = phrase_of(status, language);
  body["status"] = status;
  body["detail"] = detail_of(errors, language);
  body["code"] = errors.front().id;
  body["errors"] = std::move(list);
  return guarded_api({status,
                      "application/problem+json",
                      boost::json::serialize(body),
                      {{"Content-Language", language == Language::zh ? "zh-Hans" : "en"}}});
}

}  // namespace

std::string_view Request::field(std::string_view name) const {
  for (auto const& [key, value] : fields)
    if (same_word(key, name)) return value;
  return {};
}

std::size_t Request::count(std::string_view name) const {
  return static_cast<std::size_t>(
      std::count_if(fields.begin(), fields.end(), [name](auto const& field) { return same_word(field.first, name); }));
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

bool same_letters(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

Language language_asked(std::string_view accept_language) {
  if (accept_language.empty()) return Language::zh;
  int zh = -1, en = -1;  // in thousandths; -1: not named
  for (auto const part : split(accept_language, ',')) {
    auto const range = trimmed(part.substr(0, part.find(';')));
    auto const primary = range.substr(0, range.find('-'));
    if (same_word(primary, "zh")) zh = std::max(zh, quality_of(part));
    if (same_word(primary, "en")) en = std::max(en, quality_of(part));
  }
  return en > 0 && en > zh ? Language::en : Language::zh;
}

std::optional<std::size_t> preferred(std::string_view accept, std::span<std::string_view const> types) {
  if (trimmed(accept).empty()) return 0;
  std::optional<std::size_t> best;
  int best_quality = 0;
  auto const ranges = split(accept, ',');
  for (std::size_t i = 0; i < types.size(); ++i) {
    int quality = 0, nearest = 0;  // the most specific range that covers a type decides
    for (auto const part : ranges) {
      auto const near = closeness(trimmed(part.substr(0, part.find(';'))), types[i]);
      if (near > nearest) std::tie(nearest, quality) = std::pair(near, quality_of(part));
    }
    if (quality > best_quality) std::tie(best, best_quality) = std::pair(i, quality);
  }
  return best;
}

Result<Condition> condition_of(Request const& request) {
  auto const match = trimmed(request.field("if-match")), none_match = trimmed(request.field("if-none-match"));
  auto const matches = request.count("if-match"), none_matches = request.count("if-none-match");
  if (matches + none_matches == 0) return Condition();
  if (matches + none_matches > 1) return bad_tag(match.empty() ? none_match : match);
  if (none_matches == 1) {
    if (none_match != "*") return bad_tag(none_match);
    return Condition{Condition::Kind::absent, {}};
  }
  if (match == "*") return Condition{Condition::Kind::exists, {}};
  auto const tags = tags_of(match);
  if (!tags || tags->empty()) return bad_tag(match);
  Condition condition{Condition::Kind::unmet, {}};
  for (auto const& tag : *tags) {
    if (tag.weak) continue;
    if (condition.kind == Condition::Kind::version) return bad_tag(match);
    condition = {Condition::Kind::version, std::string(tag.opaque)};
  }
  return condition;
}

bool is_known(std::string_view if_none_match, std::string_view tag) {
  if (trimmed(if_none_match) == "*") return true;
  auto const tags = tags_of(if_none_match);
  return tags && std::any_of(tags->begin(), tags->end(), [tag](Tag const& each) { return each.opaque == tag; });
}

std::string_view phrase_of(int status, Language language) {
  struct Phrase {
    int status;
    std::string_view zh, en;
  };
  static constexpr std::array phrases = {Phrase{200, "好", "OK"},
                                         Phrase{201, "已建立", "Created"},
                                         Phrase{202, "已接受", "Accepted"},
                                         Phrase{204, "无内容", "No Content"},
                                         Phrase{304, "没有变化", "Not Modified"},
                                         Phrase{400, "请求有误", "Bad Request"},
                                         Phrase{403, "不允许", "Forbidden"},
                                         Phrase{404, "没有找到", "Not Found"},
                                         Phrase{405, "不支持此方法", "Method Not Allowed"},
                                         Phrase{406, "无法提供所要的格式", "Not Acceptable"},
                                         Phrase{409, "与现有内容冲突", "Conflict"},
                                         Phrase{412, "内容已被他人更改", "Precondition Failed"},
                                         Phrase{413, "内容太大", "Content Too Large"},
                                         Phrase{415, "内容格式不对", "Unsupported Media Type"},
                                         Phrase{417, "无法满足期望", "Expectation Failed"},
                                         Phrase{422, "内容有误", "Unprocessable Content"},
                                         Phrase{426, "需要升级协议", "Upgrade Required"},
                                         Phrase{428, "缺少前提条件", "Precondition Required"},
                                         Phrase{431, "请求头太长", "Request Header Fields Too Large"},
                                         Phrase{500, "程序内部出错", "Internal Server Error"},
                                         Phrase{501, "尚不支持", "Not Implemented"},
                                         Phrase{503, "暂时无法处理", "Service Unavailable"},
                                         Phrase{504, "处理超时", "Gateway Timeout"},
                                         Phrase{505, "不支持的 HTTP 版本", "HTTP Version Not Supported"},
                                         Phrase{507, "磁盘已满", "Insufficient Storage"}};
  auto const* const found = std::ranges::find(phrases, status, &Phrase::status);
  if (found == phrases.end()) return language == Language::zh ? "出错" : "Error";
  return language == Language::zh ? found->zh : found->en;
}

int status_of(Error const& error) {
  auto const status = status_of(error.code);
  bool const elsewhere = status == 404 || status == 501 || (status == 503 && error.code == Code::over_limit);
  // It is about something in what was sent, and that has a place: not about what was asked for.
  auto const has = [&error](std::string_view place) { return value_of(error, place) != nullptr; };
  return elsewhere && (has("field") || has("at") || has("in")) ? 422 : status;
}

Response problem(Error const& error, Language language) { return problem(status_of(error), error, language); }

Response problem(int status, Error const& error, Language language) {
  return problem(status, std::span(&error, 1), language);
}

Response problem(std::span<Error const> errors, Language language) {
  if (errors.empty()) return problem(500, fault(Code::io, "http.unanswered"), language);
  return problem(status_of(errors.front()), errors, language);
}

std::span<std::pair<std::string_view, std::string_view> const> fields_of(Guard guard) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> all = {
      {{"X-Content-Type-Options", "nosniff"},
       {"Referrer-Policy", "no-referrer"},
       {"Cross-Origin-Resource-Policy", "same-origin"},
       {"Cache-Control", "no-store"},
       {"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"}}};
  constexpr std::size_t of_pages = 3;
  if (guard == Guard::none) return {};
  return std::span(all).first(guard == Guard::page ? of_pages : all.size());
}

Response guarded(Response response) {
  response.guard = Guard::page;
  return response;
}

Response guarded_api(Response response) {
  response.guard = Guard::api;
  return response;
}

Response json_text_answer(int status, std::string text) {
  return guarded_api({status, "application/json", std::move(text)});
}

Response json_answer(int status, boost::json::value const& value) {
  return json_text_answer(status, boost::json::serialize(value));
}

}  // namespace signboard
