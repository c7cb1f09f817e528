#include "base/utf8.hpp"

#include <cassert>
#include <cstdint>

namespace signboard {
namespace {

std::uint8_t byte_at(std::string_view text, std::size_t offset) { return static_cast<std::uint8_t>(text[offset]); }

// Unicode 15.0, table 3-7: the second byte is what rules out overlong forms, surrogates and values over U+10FFFF.
std::size_t sequence_length(std::string_view text, std::size_t offset) {
  auto const lead = byte_at(text, offset);
  if (lead < 0x80) return 1;
  std::size_t const length = lead >= 0xC2 && lead <= 0xDF   ? 2
                             : lead >= 0xE0 && lead <= 0xEF ? 3
                             : lead >= 0xF0 && lead <= 0xF4 ? 4
                                                            : 0;
  if (length == 0 || offset + length > text.size()) return 0;
  std::uint8_t low = 0x80;
  std::uint8_t high = 0xBF;
  if (lead == 0xE0) low = 0xA0;
  if (lead == 0xED) high = 0x9F;
  if (lead == 0xF0) low = 0x90;
  if (lead == 0xF4) high = 0x8F;
  if (byte_at(text, offset + 1) < low || byte_at(text, offset + 1) > high) return 0;
  for (std::size_t i = 2; i < length; ++i)
    if ((byte_at(text, offset + i) & 0xC0) != 0x80) return 0;
  return length;
}

}  // namespace

std::optional<std::size_t> first_bad_utf8(std::string_view text) {
  for (std::size_t offset = 0; offset < text.size();) {
    if (byte_at(text, offset) < 0x80) {  // most of what is looked at
      ++offset;
      continue;
    }
    auto const length = sequence_length(text, offset);
    if (length == 0) return offset;
    offset += length;
  }
  return std::nullopt;
}

char32_t next_code_point(std::string_view text, std::size_t& offset) {
  auto const length = sequence_length(text, offset);
  assert(length != 0);
  char32_t code_point = byte_at(text, offset);
  if (length > 1) code_point &= 0x7FU >> length;
  for (std::size_t i = 1; i < length; ++i) code_point = code_point << 6U | (byte_at(text, offset + i) & 0x3FU);
  offset += length;
  return code_point;
}

void append_utf8(std::string& text, char32_t code_point) {
  auto const put = [&text](char32_t byte) { text.push_back(static_cast<char>(static_cast<unsigned char>(byte))); };
  if (code_point < 0x80) return put(code_point);
  if (code_point < 0x800) {
    put(0xC0 | code_point >> 6U);
  } else if (code_point < 0x10000) {
    put(0xE0 | code_point >> 12U);
    put(0x80 | (code_point >> 6U & 0x3F));
  } else {
    put(0xF0 | code_point >> 18U);
    put(0x80 | (code_point >> 12U & 0x3F));
    put(0x80 | (code_point >> 6U & 0x3F));
  }
  put(0x80 | (code_point & 0x3F));
}

}  // namespace signboard
