#include "drivers/picture.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/error_values.hpp"
#include "tests/support/pictures.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace signboard {
namespace {

using Bytes = std::vector<std::byte>;

void append(Bytes& bytes, std::string_view text) {
  for (char const c : text) bytes.push_back(static_cast<std::byte>(c));
}

void append(Bytes& bytes, std::uint32_t number) {
  for (int shift = 24; shift >= 0; shift -= 8) bytes.push_back(static_cast<std::byte>(number >> shift));
}

std::uint32_t crc(std::span<std::byte const> bytes) {  // PNG, annex D
  std::uint32_t sum = 0xFFFFFFFFU;
  for (auto const byte : bytes) {
    sum ^= static_cast<std::uint32_t>(byte);
    for (int bit = 0; bit < 8; ++bit) sum = (sum >> 1U) ^ ((sum & 1U) != 0 ? 0xEDB88320U : 0U);
  }
  return ~sum;
}

void append_chunk(Bytes& file, std::string_view name, std::string_view content) {
  append(file, static_cast<std::uint32_t>(content.size()));
  auto const begin = file.size();
  append(file, name);
  append(file, content);
  append(file, crc(std::span(file).subspan(begin)));
}

using namespace std::string_view_literals;

constexpr auto signature = "\x89PNG\r\n\x1A\n"sv;

/// Two pixels with alpha: opaque red, and white that is not there at all. The zlib stream is stored, not packed.
Bytes two_pixels_with_alpha() {
  Bytes file;
  append(file, signature);
  append_chunk(file, "IHDR", "\0\0\0\2\0\0\0\1\x08\x06\0\0\0"sv);
  // 0, ff 00 00 ff, ff ff ff 00: a stored block of 9 bytes; its Adler-32
  append_chunk(file, "IDAT", "\x78\x01\x01\x09\0\xF6\xFF\0\xFF\0\0\xFF\xFF\xFF\xFF\0\x15\xF3\x04\xFC"sv);
  append_chunk(file, "IEND", "");
  return file;
}

Frame emblem() { return frame_from_letters(".RR.\nRWWR\nRWBR\n.YY."); }

void expect_harmless(std::span<std::byte const> file) {
  auto const read = read_png(file);
  if (read.has_value())
    CHECK(std::int64_t{read->width()} * read->height() <= read_pixels_most);
  else
    CHECK(std::string_view(read.error().id).starts_with("picture."));
}

TEST_CASE("a PNG is read with every pixel in its exact colour") {
  auto const read = read_png(*encode_png(emblem(), 1));
  REQUIRE(read.has_value());
  CHECK(*read == emblem());
}

TEST_CASE("what is transparent in a PNG is dark") {
  auto const file = two_pixels_with_alpha();
  auto const read = read_png(file);
  INFO((read.has_error() ? value_of(read.error(), "reason") : ""));
  REQUIRE(read.has_value());
  CHECK(*read == frame_from_letters("R."));
}

TEST_CASE("what is no PNG is told from one that is damaged") {
  auto const id = [](std::string_view text) {
    return std::string(read_png(std::as_bytes(std::span(text))).error().id);
  };
  CHECK(id("") == "picture.not_png");
  CHECK(id("\xFF\xD8\xFF\xE0 a photograph") == "picture.not_png");
  CHECK(id(signature) == "picture.damaged");
}

TEST_CASE("a PNG cut off anywhere is an error or whole, never a crash") {
  auto const file = *encode_png(emblem(), 5);
  std::size_t damaged = 0;
  for (std::size_t size = 0; size < file.size(); ++size) {
    auto const read = read_png(std::span(file).first(size));
    if (read.has_error()) ++damaged;
  }
  CHECK(damaged >= file.size() - 16);  // only the trailer (12 bytes) and the check of the last data may be missing
}

TEST_CASE("no flipped bit of a PNG does harm") {
  for (auto const& file : {*encode_png(emblem(), 2), two_pixels_with_alpha()}) {
    for (std::size_t bit = 0; bit < 8 * file.size(); ++bit) {
      auto damaged = file;
      damaged[bit / 8] ^= static_cast<std::byte>(1U << (bit % 8));
      expect_harmless(damaged);
    }
  }
}

TEST_CASE("no lie in the heading of a PNG does harm, even with its check sum right") {
  auto const whole = two_pixels_with_alpha();
  constexpr std::size_t heading = 8 + 8;  // behind the signature, the length and the name
  for (std::size_t at = 0; at < 13; ++at) {
    for (unsigned value = 0; value < 256; ++value) {
      auto file = whole;
      file[heading + at] = static_cast<std::byte>(value);
      Bytes sum;
      append(sum, crc(std::span(file).subspan(heading - 4, 17)));
      std::ranges::copy(sum, file.begin() + heading + 13);
      expect_harmless(file);
    }
  }
}

TEST_CASE("a PNG that claims to be huge is refused before it is unpacked") {
  Bytes file;
  append(file, signature);
  append_chunk(file, "IHDR", "\0\0\x20\0\0\0\x20\0\x08\x02\0\0\0"sv);
  append_chunk(file, "IDAT", "\x78\x01"sv);
  auto const read = read_png(file);
  REQUIRE(read.has_error());
  CHECK(read.error().id == "picture.too_many_pixels");
  CHECK(value_of(read.error(), "width") == "8192");
}

}  // namespace
}  // namespace signboard
