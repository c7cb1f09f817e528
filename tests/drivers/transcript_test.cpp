#include "tests/drivers/transcript.hpp"

#include "tests/drivers/say.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/pictures.hpp"

#include <algorithm>

namespace signboard {
namespace {

std::string hex(std::span<std::byte const> bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (auto const byte : bytes) {
    text += digits[std::to_integer<std::size_t>(byte) >> 4];
    text += digits[std::to_integer<std::size_t>(byte) & 15];
  }
  return text;
}

/// What a file written by the driver shows last.
Frame picture(Transcript const& transcript, std::span<std::byte const> file, std::span<std::byte const> film) {
  return transcript.driver == "gif" ? decode_gif(film).frames.back() : decode_png(file);
}

void perform(Transcript const& transcript) {
  auto const driver = make_driver(transcript.driver, transcript.panel.size, transcript.settings);
  std::vector<std::byte> film;
  auto const record = [&film](std::vector<std::byte> const& bytes) {
    film.insert(film.end(), bytes.begin(), bytes.end());
  };
  for (auto const& step : transcript.before) {
    for (int i = 0; i < step.times; ++i) record(bytes_said(*driver, step.command));
  }
  auto const said = packets_of(*driver, transcript.step.command);
  REQUIRE(said.size() == transcript.turns.size());
  for (std::size_t i = 0; i < said.size(); ++i) {
    auto const bytes = said[i].joined();
    record(bytes);
    auto const& turn = transcript.turns[i];
    if (turn.shows) {
      CHECK(picture(transcript, bytes, film) == *turn.shows);
    } else {
      CHECK(hex(bytes) == hex(turn.say));
    }
  }
}

TEST_CASE("every transcript is said word for word") {
  for (auto const& file : transcript_files()) {
    DYNAMIC_SECTION(file.filename().string()) {
      auto const transcript = read_transcript(file);
      INFO(transcript.about);
      perform(transcript);
    }
  }
}

TEST_CASE("the answer of every transcript is accepted, whole and not before") {
  for (auto const& file : transcript_files()) {
    INFO(file.filename().string());
    auto const transcript = read_transcript(file);
    auto const driver = make_driver(transcript.driver, transcript.panel.size, transcript.settings);
    for (auto const& step : transcript.before)
      for (int i = 0; i < step.times; ++i) bytes_said(*driver, step.command);
    auto const dialogue = std::move(driver->begin(transcript.step.command).value());
    for (auto const& turn : transcript.turns) {
      auto const packet = dialogue->say();
      REQUIRE(packet.has_value());
      CHECK(packet->wants_reply == !turn.hear.empty());
      for (std::size_t heard = 0; heard < turn.hear.size(); ++heard)
        CHECK(dialogue->hear(std::span(turn.hear).first(heard)) == Verdict::incomplete);
      if (!turn.hear.empty()) CHECK(dialogue->hear(turn.hear) == Verdict::accepted);
    }
  }
}

TEST_CASE("every driver has a transcript") {
  auto const files = transcript_files();
  for (auto const kind : drivers()) {
    INFO(kind->name);
    CHECK(std::ranges::any_of(files, [kind](auto const& file) { return read_transcript(file).driver == kind->name; }));
  }
}

TEST_CASE("a driver is found by its name, and no other by another") {
  for (auto const kind : drivers()) {
    CHECK(find_driver(kind->name) == kind);
    CHECK_FALSE(kind->lines.empty());
    CHECK_FALSE(kind->summary_zh.empty());
    CHECK_FALSE(kind->summary_en.empty());
  }
  CHECK(find_driver("onbon_bx7") == nullptr);
  CHECK(find_driver("") == nullptr);
}

}  // namespace
}  // namespace signboard
