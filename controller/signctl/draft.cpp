#include "controller/signctl/draft.hpp"

#include "base/limits.hpp"
#include "controller/text_file.hpp"

#include <boost/json/array.hpp>

namespace signboard {
namespace {

namespace json = boost::json;

using Word = std::optional<std::string> DraftOptions::*;
using Number = std::optional<int> DraftOptions::*;
using List = std::vector<std::string> DraftOptions::*;

constexpr std::pair<char const*, Word> words[] = {
    {"title", &DraftOptions::title},         {"rank", &DraftOptions::rank},
    {"effect", &DraftOptions::effect},       {"transition", &DraftOptions::transition},
    {"colouring", &DraftOptions::colouring},
};
constexpr std::pair<char const*, Word> colours[] = {
    {"ink", &DraftOptions::ink},
    {"second_ink", &DraftOptions::second_ink},
};
constexpr std::pair<char const*, Number> numbers[] = {
    {"speed_px_s", &DraftOptions::speed_px_s},
    {"hold_ms", &DraftOptions::hold_ms},
    {"repeats", &DraftOptions::repeats},
    {"lines", &DraftOptions::lines},
};
constexpr std::pair<char const*, List> lists[] = {
    {"weekdays", &DraftOptions::weekdays},
    {"windows", &DraftOptions::windows},
    {"screens", &DraftOptions::screens},
    {"areas", &DraftOptions::areas},
};

// A byte order mark and the end of the last line belong to the file, not to the text.
Result<std::string> text_of_file(std::string const& file) {
  auto text = read_text_file(file, limits::text_refused);
  if (!text) return text.error();
  if (text->starts_with("\xEF\xBB\xBF")) text->erase(0, 3);
  while (!text->empty() && (text->back() == '\n' || text->back() == '\r')) text->pop_back();
  if (text->empty()) return fault(Code::invalid, "cli.text_empty");
  return text;
}

// The parts by language. Words whose language was not told are Chinese where there are others beside them.
json::array parts_of(json::object& document) {
  auto& text = document["text"];
  if (text.is_array()) return text.get_array();
  json::array parts;
  auto const* const told = document.if_contains("language");
  if (text.is_string())
    parts.push_back({{"language", told == nullptr ? json::value("zh-Hans") : *told}, {"words", text}});
  return parts;
}

void put_part(json::array& parts, std::string const& language, std::string const& said) {
  for (auto& part : parts)
    if (part.is_object() && part.get_object()["language"] == json::value(language)) {
      part.get_object()["words"] = said;
      return;
    }
  parts.push_back({{"language", language}, {"words", said}});
}

Result<void> put_text(json::object& document, DraftOptions const& options) {
  if (options.text && options.text_file) return fault(Code::invalid, "cli.text_twice");
  if (options.text || options.text_file) {
    auto said = options.text ? Result<std::string>(*options.text) : text_of_file(*options.text_file);
    if (!said) return said.error();
    if (said->empty()) return fault(Code::invalid, "cli.text_empty");
    document["text"] = *said;
    document.erase("language");
  }
  if (options.language) document["language"] = *options.language;
  if (options.also.empty()) return {};
  auto parts = parts_of(document);
  for (auto const& [language, said] : options.also) put_part(parts, language, said);
  document["text"] = std::move(parts);
  document.erase("language");
  return {};
}

Result<void> put_validity(json::object& document, DraftOptions const& options, OfficeTime const& office) {
  if (options.until && options.lasts) return fault(Code::invalid, "cli.one_end");
  auto const put = [&](char const* key, WallTime moment) {
    document[key] = format_wall_time(moment, office.utc_offset);
  };
  if (options.from) {
    auto const from = parse_moment("--from", *options.from, office, DayEnd::first);
    if (!from) return from.error();
    put("valid_from", *from);
  }
  if (options.until) {
    auto const until = parse_moment("--until", *options.until, office, DayEnd::last);
    if (!until) return until.error();
    put("valid_until", *until);
  }
  if (options.lasts) {
    auto const lasts = parse_duration("--for", *options.lasts);
    if (!lasts) return lasts.error();
    put("valid_until", std::chrono::ceil<std::chrono::seconds>(office.now) + *lasts);
  }
  return {};
}

// A shell takes an unquoted # for a comment, so it may be left out.
std::string colour_of(std::string const& written) { return written.starts_with('#') ? written : "#" + written; }

}  // namespace

bool says_something(DraftOptions const& options) {
  auto const any = [&options](auto const& table, auto is_said) {
    for (auto const& [key, member] : table)
      if (is_said(options.*member)) return true;
    return false;
  };
  auto const given = [](auto const& value) { return value.has_value(); };
  bool const is_text = options.text || options.text_file || options.language || !options.also.empty();
  bool const is_time = options.from || options.until || options.lasts;
  return is_text || is_time || options.blinks || !options.cleared.empty() || any(words, given) || any(colours, given) ||
         any(numbers, given) || any(lists, [](auto const& list) { return !list.empty(); });
}

Result<json::object> drafted(json::object document, DraftOptions const& options, OfficeTime const& office) {
  for (auto const& key : options.cleared) document.erase(key);
  if (auto const put = put_text(document, options); !put) return put.error();
  for (auto const& [key, member] : words)
    if (auto const& word = options.*member) document[key] = *word;
  for (auto const& [key, member] : colours)
    if (auto const& colour = options.*member) document[key] = colour_of(*colour);
  for (auto const& [key, member] : numbers)
    if (auto const& number = options.*member) document[key] = *number;
  for (auto const& [key, member] : lists)
    if (auto const& list = options.*member; !list.empty()) document[key] = json::array(list.begin(), list.end());
  if (options.blinks) document["blinks"] = true;
  if (auto const put = put_validity(document, options, office); !put) return put.error();
  return document;
}

json::object without_marks(json::object document) {
  for (auto const* const key : {"published", "origin", "version", "owner"}) document.erase(key);
  return document;
}

}  // namespace signboard
