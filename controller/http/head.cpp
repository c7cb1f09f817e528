#include "controller/http/head.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>

namespace signboard {

namespace {

bool may_stand(char c) { return c == '\t' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F); }

}  // namespace

HeadScan::Seen HeadScan::look(std::string_view bytes) {
  while (at_ < bytes.size()) {
    char const c = bytes[at_];
    if (c == '\r') {
      if (at_ + 1 == bytes.size()) return Seen::unfinished;
      if (bytes[at_ + 1] != '\n') return Seen::malformed;
      at_ += 2;
      if (line_is_empty_) return Seen::complete;
      line_is_empty_ = true;
      continue;
    }
    bool const goes_on = line_is_empty_ && (c == ' ' || c == '\t');
    if (goes_on || !may_stand(c)) return Seen::malformed;
    line_is_empty_ = false;
    at_ = static_cast<std::size_t>(std::ranges::find_if_not(bytes.substr(at_), may_stand) - bytes.begin());
  }
  return Seen::unfinished;
}

std::optional<Response> unreliable(Request const& request, unsigned version) {
  auto const language = language_asked(request.field("accept-language"));
  auto const bad = [language] { return problem(fault(Code::invalid, "http.bad_request"), language); };
  if (request.count("host") != 1 || !request.target.starts_with('/')) return bad();
  auto const lengths = request.count("content-length"), codings = request.count("transfer-encoding");
  if (lengths + codings == 0) return {};
  if (lengths + codings > 1) return bad();
  if (lengths == 1) {
    auto const length = request.field("content-length");
    auto const is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (length.empty() || !std::all_of(length.begin(), length.end(), is_digit)) return bad();
    return {};
  }
  if (version < 11) return bad();
  auto const coding = request.field("transfer-encoding");
  if (!same_word(coding, "chunked"))
    return problem(501, fault(Code::unsupported, "http.coding", {{"coding", std::string(coding)}}), language);
  return {};
}

namespace {

void put(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ");
  if (std::ranges::all_of(value, may_stand))
    out.append(value);
  else
    std::ranges::copy_if(value, std::back_inserter(out), may_stand);
  out.append("\r\n");
}

void put_number(std::string& out, std::size_t number) {
  std::array<char, 20> digits;  // NOLINT: is written before it is read
  auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), end);
}

}  // namespace

void append_head(std::string& out, Response const& response, After after) {
  out.append("HTTP/1.1 ");
  put_number(out, static_cast<std::size_t>(response.status));
  out.append(" ").append(phrase_of(response.status, Language::en)).append("\r\nServer: signboard\r\n");
  for (auto const& [name, value] : response.fields) put(out, name, value);
  for (auto const& [name, value] : fields_of(response.guard))
    out.append(name).append(": ").append(value).append("\r\n");
  if (!response.type.empty()) put(out, "Content-Type", response.type);
  if (response.status != 304 && response.status != 204) {
    out.append("Content-Length: ");
    put_number(out, response.body.size());
    out.append("\r\n");
  }
  if (after == After::close) put(out, "Connection", "close");
  out.append("\r\n");
}

std::string head_of(Response const& response, After after) {
  std::string head;
  append_head(head, response, after);
  return head;
}

}  // namespace signboard
