#include "tests/support/catch.hpp"
#include "tests/support/child.hpp"

#include <boost/json/parse.hpp>

using namespace signboard;
namespace json = boost::json;

TEST_CASE("raw output is the bare RGB bytes of each frame, and frame 0 of a scroll is dark") {
  Scratch const folder;
  auto const out = (folder.path() / "x.raw").string();
  auto const ran = run("signctl", {"render", "--text", "松多", "--size", "64x16", "--depth", "mono", "--effect",
                                   "scroll_left", "--frames", "0..9", "--out", out});
  INFO(ran.errors);
  REQUIRE(ran.code == 0);
  auto const bytes = folder.read("x.raw");
  REQUIRE(bytes.size() == 10 * 64 * 16 * 3);
  CHECK(bytes.substr(0, 64 * 16 * 3).find_first_not_of('\0') == std::string::npos);
  CHECK(bytes.substr(9 * 64 * 16 * 3).find_first_not_of('\0') != std::string::npos);
}

TEST_CASE("each frame of a scroll is the one before, moved by the same whole step") {
  auto const ran = run("signctl", {"render", "--text", "松多藏族乡 བོད་ཡིག་", "--size", "48x16", "--effect",
                                   "scroll_left", "--speed", "120", "--frames", "0..60", "--out", "-"});
  REQUIRE(ran.code == 0);
  std::vector<std::vector<std::string>> frames(1);
  std::string line;
  for (char const c : ran.output) {
    if (c != '\n') {
      line += c;
    } else if (line.empty()) {
      frames.emplace_back();
    } else {
      frames.back().push_back(std::exchange(line, {}));
    }
  }
  REQUIRE(frames.size() == 61);
  for (std::size_t i = 1; i < frames.size(); ++i)
    for (std::size_t y = 0; y < 16; ++y) REQUIRE(frames[i][y].substr(0, 46) == frames[i - 1][y].substr(2));
}

TEST_CASE("what is wrong on the command line is told in the reader's language, with exit code 2") {
  auto const english = run("signctl", {"--language", "en", "render", "--text", "x", "--size", "0x16", "--out", "-"});
  CHECK(english.code == 2);
  CHECK(english.errors.find("--size") != std::string::npos);
  auto const chinese = run("signctl", {"--language", "zh", "render", "--text", "x", "--size", "0x16", "--out", "-"});
  CHECK(chinese.code == 2);
  CHECK(chinese.errors.find("像素") != std::string::npos);
  CHECK(run("signctl", {"render", "--text", "", "--out", "-"}).code == 2);
  CHECK(run("signctl", {"render", "--text", "\xff", "--out", "-"}).code == 2);
  CHECK(run("signctl", {"frobnicate"}).code == 2);
}

TEST_CASE("lint finds what cannot be shown and ends with code 3") {
  auto const found = run("signctl", {"lint", "--json", "--height", "32", "--text", "字\xEF\x8C\x80 \xF0\x9F\xBF\xBF"});
  CHECK(found.code == 3);
  auto const answer = json::parse(found.output);
  auto const& findings = answer.at("announcements").as_array().at(0).at("findings").as_array();
  CHECK(findings.size() >= 2);
  CHECK(run("signctl", {"lint", "--height", "32", "--text", "乡村振兴"}).code == 0);
}

TEST_CASE("explain tells runs, scripts and fonts of a mixed line") {
  auto const ran = run("signctl", {"explain", "--json", "--height", "32", "--text", "松多 བོད་ཡིག A1"});
  REQUIRE(ran.code == 0);
  auto const answer = json::parse(ran.output);
  std::string scripts;
  for (auto const& run : answer.at("runs").as_array()) scripts += std::string(run.at("script").as_string()) + " ";
  CHECK(scripts.find("Hani") != std::string::npos);
  CHECK(scripts.find("Tibt") != std::string::npos);
  CHECK(scripts.find("Latn") != std::string::npos);
}

TEST_CASE("every command answers in JSON, and every one has help in both languages") {
  for (auto const* const command :
       {"render", "explain", "lint", "check", "now", "next", "why", "watch", "drivers", "ports", "status"}) {
    auto const english = run("signctl", {command, "--help"});
    INFO(command << english.errors);
    CHECK(english.code == 0);
    CHECK_FALSE(english.output.empty());
  }
  auto const drivers = run("signctl", {"drivers", "--json"});
  CHECK(json::parse(drivers.output).as_array().size() >= 5);
}

TEST_CASE("ports lists devices, in words and in JSON, without a daemon") {
  auto const listed = run("signctl", {"ports", "--json"});
  CHECK(listed.code == 0);
  auto const ports = json::parse(listed.output).as_array();
  for (auto const& port : ports) CHECK(port.at("device").as_string().starts_with("/dev/"));
  auto const worded = run("signctl", {"--language", "en", "ports"});
  CHECK(worded.code == 0);
  if (ports.empty())
    CHECK(worded.output.find("no serial port") != std::string::npos);
  else
    CHECK(worded.output.find("line = \"serial:/dev/") != std::string::npos);
}
