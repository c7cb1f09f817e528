#include "controller/line_budget.hpp"

#include "controller/messages.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/errors.hpp"

using namespace signboard;
using namespace std::chrono_literals;

namespace {

Reading<Config> read(std::string const& size, std::string const& line, std::string const& more = "") {
  return read_config(
      "[[screen]]\nname = \"lobby\"\nsize = \"" + size + "\"\ndriver = \"adalight\"\nline = \"" + line + "\"\n" + more,
      "signboard.toml");
}

LineBudget budget_of(std::string const& driver, Size size, std::string const& line) {
  Screen screen;
  screen.name = "lobby";
  screen.size = size;
  screen.line = line;
  return line_budget(screen, *find_driver(driver)).value();
}

}  // namespace

TEST_CASE("a frame costs what the driver says of it, bit for bit") {
  auto const ada = budget_of("adalight", {64, 16}, "serial:/dev/ttyUSB0");
  CHECK(ada.bytes == 6 + 64 * 16 * 3);
  CHECK(ada.bits_per_byte == 10);
  CHECK(ada.frame_time() == std::chrono::nanoseconds(3'078LL * 10 * 1'000'000'000 / 115'200));
  CHECK(ada.fps_most() == 3);
  auto const tpm = budget_of("tpm2", {100, 1}, "serial:/dev/ttyUSB0?baud=9600&bits=8E2");
  CHECK(tpm.bytes == 5 + 300);
  CHECK(tpm.bits_per_byte == 12);
  CHECK(tpm.fps_most() == 2);
}

TEST_CASE("what the card takes for itself is part of a frame's time") {
  LineBudget budget;
  budget.bytes = 1'000;
  budget.baud = 1'000'000;
  CHECK(budget.frame_time() == 10ms);
  budget.settle = 40ms;
  CHECK(budget.frame_time() == 50ms);
  CHECK(budget.fps_most() == 20);
}

TEST_CASE("a line without a rate of its own has no budget") {
  Screen screen;
  screen.name = "lobby";
  screen.size = {64, 16};
  screen.line = "none:";
  CHECK_FALSE(line_budget(screen, *find_driver("adalight")).has_value());
  screen.line = "udp:127.0.0.1";
  CHECK_FALSE(line_budget(screen, *find_driver("ddp")).has_value());
}

TEST_CASE("without a rate in the configuration a serial screen gets what fits, and no more than 60") {
  auto const fps = [](std::string const& size, std::string const& line) {
    auto const reading = read(size, line);
    REQUIRE(reading.errors.empty());
    return reading.value.screens.at(0).fps;
  };
  CHECK(fps("64x16", "serial:/dev/ttyUSB0") == 3);
  CHECK(fps("64x16", "serial:/dev/ttyUSB0?baud=921600") == 29);
  CHECK(fps("16x8", "serial:/dev/ttyUSB0?baud=921600") == 60);
  CHECK(fps("64x16", "none:") == 60);
}

TEST_CASE("a rate the line cannot carry is refused with the arithmetic") {
  auto const reading = read("64x16", "serial:/dev/ttyUSB0", "fps = 4\n");
  REQUIRE(briefs(reading.errors) == std::vector<std::string>{"6:7 config.fps_too_high"});
  auto const words = worded(reading.errors.front(), Language::en);
  INFO(words);
  CHECK(words.find("3078 bytes a frame x 10 bits / 115200 baud = 268 ms") != std::string::npos);
  CHECK(words.find("Set fps to 3 or less") != std::string::npos);
  CHECK(read("64x16", "serial:/dev/ttyUSB0", "fps = 3\n").errors.empty());
}

TEST_CASE("less than a frame a second must be asked for") {
  auto const reading = read("128x32", "serial:/dev/ttyUSB0");
  REQUIRE(briefs(reading.errors) == std::vector<std::string>{"5:8 config.line_too_slow"});
  CHECK(worded(reading.errors.front(), Language::en).find("a picture every 1.0 s") != std::string::npos);
  CHECK(briefs(read("128x32", "serial:/dev/ttyUSB0", "fps = 2\n").errors).front() == "6:7 config.line_too_slow");
  auto const content = read("128x32", "serial:/dev/ttyUSB0", "fps = 1\n");
  REQUIRE(content.errors.empty());
  CHECK(content.value.screens.at(0).fps == 1);
}

TEST_CASE("a preview like a serial screen keeps its rate, and a serial screen like a fast one gets what fits") {
  auto const reading = read_config(
      "[[screen]]\nname = \"fast\"\nsize = \"64x16\"\ndriver = \"null\"\nfps = 50\n"
      "[[screen]]\nname = \"lobby\"\nlike = \"fast\"\ndriver = \"adalight\"\nline = \"serial:/dev/ttyUSB0\"\n"
      "[[screen]]\nname = \"preview\"\nlike = \"lobby\"\ndriver = \"null\"\n",
      "signboard.toml");
  REQUIRE(reading.errors.empty());
  CHECK(reading.value.screens.at(1).fps == 3);
  CHECK(reading.value.screens.at(2).fps == 3);
}

TEST_CASE("what a screen is told first after a loss is a setting") {
  CHECK(read("16x8", "none:").value.screens.at(0).after_loss == AfterLoss::hold);
  CHECK(read("16x8", "none:", "after_loss = \"blank\"\n").value.screens.at(0).after_loss == AfterLoss::blank);
  CHECK(briefs(read("16x8", "none:", "after_loss = \"dark\"\n").errors).front() == "6:14 toml.unknown_word");
}
