#include "controller/signctl/daemon_line.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <cstdint>
#include <random>

namespace signboard {
namespace {

namespace json = boost::json;
using namespace std::chrono_literals;

constexpr std::chrono::milliseconds change_patience = 35s;  // the daemon itself gives up after 30 s
constexpr std::size_t key_longest = 200;                    // of the 255 there are: room for the part

std::string in_hexadecimal(std::uint64_t value) {
  std::string digits;
  for (int shift = 60; shift >= 0; shift -= 4) digits += "0123456789abcdef"[(value >> shift) & 15U];
  return digits;
}

// FNV-1a with 64 bits: it has to tell some ids from each other, nothing more.
std::uint64_t mixed(std::string_view text) {
  std::uint64_t mix = 14'695'981'039'346'656'037U;
  for (char const c : text) mix = (mix ^ static_cast<unsigned char>(c)) * 1'099'511'628'211U;
  return mix;
}

std::string new_key() {
  std::random_device chance;
  auto const half = [&chance] { return (std::uint64_t{chance()} << 32U) | chance(); };
  return in_hexadecimal(half()) + in_hexadecimal(half());
}

// The request may have arrived and been carried out: only then is it worth asking again.
bool is_lost(Error const& error) {
  return error.id == "client.timeout" || error.id == "client.bad_answer" || error.id == "client.closed";
}

std::string joined(json::array const& list) {
  std::string words;
  for (auto const& each : list) {
    if (!words.empty()) words += ", ";
    words += each.is_string() ? std::string(each.get_string()) : json::serialize(each);
  }
  return words;
}

}  // namespace

Result<DaemonLine> DaemonLine::open(DaemonOptions const& options, Console const& console) {
  auto url = find_daemon(options.url, options.socket);
  if (!url) return url.error();
  for (char const c : options.key)
    if (c <= ' ' || c > '~' || options.key.size() > key_longest)
      return fault(
          Code::invalid, "cli.bad_value",
          {{"option", "--key"}, {"value", options.key}, {"wanted", "1.." + std::to_string(key_longest) + " ASCII"}});
  return DaemonLine(std::move(*url), console.language, options.key.empty() ? new_key() : options.key);
}

Result<json::object> DaemonLine::get(std::string_view target) const {
  auto answer = get_json(url_, target, language_);
  if (!answer) return answer.error();
  if (answer->is_object()) return std::move(answer->get_object());
  return fault(Code::io, "client.bad_answer", {{"url", std::string(target)}, {"reason", "{}"}});
}

Result<json::array> DaemonLine::get_all(std::string const& target, std::string_view list, std::string after) const {
  json::array all;
  auto const first = target + (target.find('?') == std::string::npos ? "?" : "&") + "limit=1000";
  while (true) {
    auto page = get(after.empty() ? first : first + "&after=" + encoded(after));
    if (!page) return page.error();
    auto* const items = page->if_contains(list);
    if (items == nullptr || !items->is_array())
      return fault(Code::io, "client.bad_answer", {{"url", target}, {"reason", std::string(list)}});
    auto const before = all.size();
    for (auto& item : items->get_array()) all.push_back(std::move(item));
    auto const was_empty = all.size() == before;
    after = words_in(*page, "next");
    if (after.empty() || was_empty) return all;
  }
}

Result<Said> DaemonLine::change(Question question, std::string_view part) const {
  question.idempotency_key = part.empty() ? key_ : key_ + "-" + in_hexadecimal(mixed(part));
  question.patience = std::max(question.patience, change_patience);
  auto said = send(url_, question, language_);
  if (!said && is_lost(said.error())) said = send(url_, question, language_);
  return said;
}

Result<Said> DaemonLine::ask(Question const& question) const { return send(url_, question, language_); }

OfficeTime DaemonLine::office_time(WallTime own) const {
  OfficeTime office{own};
  auto const clock = get("/api/clock");
  auto const now = clock ? text_in(*clock, "now") : std::string();
  auto const told = parse_wall_time(now, office.utc_offset);
  if (!told) return office;
  office.now = *told;
  auto const sign = now.find_first_of("+-Zz", 11);
  if (sign == std::string::npos) return office;
  if (auto const offset = parse_utc_offset(std::string_view(now).substr(sign))) office.utc_offset = *offset;
  return office;
}

std::string DaemonLine::made_up_id(std::string_view word, std::string_view part) const {
  return std::string(word) + "-" + in_hexadecimal(mixed(key_ + "/" + std::string(part))).substr(0, 8);
}

std::string text_in(json::object const& object, std::string_view key) {
  auto const* const found = object.if_contains(key);
  return found != nullptr && found->is_string() ? std::string(found->get_string()) : std::string();
}

std::string words_in(json::object const& object, std::string_view key) {
  auto const* const found = object.if_contains(key);
  if (found == nullptr || found->is_null()) return {};
  if (found->is_string()) return std::string(found->get_string());
  if (found->is_array()) return joined(found->get_array());
  return json::serialize(*found);
}

std::vector<json::object> objects_in(json::object const& object, std::string_view key) {
  std::vector<json::object> all;
  auto const* const found = object.if_contains(key);
  if (found != nullptr && found->is_array())
    for (auto const& each : found->get_array())
      if (each.is_object()) all.push_back(each.get_object());
  return all;
}

}  // namespace signboard
