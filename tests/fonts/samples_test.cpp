// Real notices in Chinese and Tibetan. They are not part of the project: SIGNBOARD_SAMPLES says where they are.

#include "base/utf8.hpp"
#include "tests/fonts/setting.hpp"
#include "tests/support/catch.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

using namespace signboard;

namespace {

std::filesystem::path samples() {
  char const* const given = std::getenv("SIGNBOARD_SAMPLES");
  return given != nullptr ? std::filesystem::path(given)
                          : std::filesystem::path(SIGNBOARD_SOURCE_DIR) / "../shared/samples";
}

// Nothing, with a word about it, where there are no samples.
std::string contents(std::filesystem::path const& file) {
  std::ifstream in(samples() / file, std::ios::binary);
  if (!in.is_open()) WARN("skipped: no " << file.string() << " in SIGNBOARD_SAMPLES");
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

std::string first_characters(std::string const& text, std::int64_t count) {
  std::size_t at = 0;
  while (at < text.size() && count-- > 0) next_code_point(text, at);
  return text.substr(0, at);
}

std::vector<std::filesystem::path> files_in(std::string const& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code none;
  for (auto const& entry : std::filesystem::directory_iterator(samples() / folder, none)) files.push_back(entry.path());
  if (files.empty()) WARN("skipped: no " << folder << " in SIGNBOARD_SAMPLES");
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

TEST_CASE("real notices are broken only where ICU allows it, and have as many graphemes") {
  auto const text = contents("F/icu72_breaks_real_text.json");
  if (text.empty()) return;
  auto const items = boost::json::parse(text).at("items").as_array();
  CHECK(items.size() > 5);
  for (auto const& item : items) {
    std::string const file(item.at("file").as_string());
    auto const notice = first_characters(contents(file), item.at("first_chars").to_number<std::int64_t>());
    CAPTURE(file);
    auto const found = explained(notice, {32, Raster::grey, "zh-Hans"});
    // Cleaning may shorten a text (a byte order mark, CR LF); then its places are others.
    if (found.text != notice) continue;
    std::vector<std::size_t> allowed;
    for (auto const& place : item.at("line_breaks").as_array()) allowed.push_back(place.to_number<std::size_t>());
    std::vector<std::size_t> forbidden;
    std::set_difference(found.breaks.begin(), found.breaks.end(), allowed.begin(), allowed.end(),
                        std::back_inserter(forbidden));
    CHECK(forbidden.empty());
    CHECK(found.breaks.size() * 100 > allowed.size() * 95);
    CHECK(found.graphemes.size() == item.at("graphemes").to_number<std::size_t>() + 1);
  }
}

TEST_CASE("real Tibetan and Chinese texts are set whole at every height of the stack") {
  for (auto const* folder : {"C/tibetan", "C/pages", "C/tw-gazette", "C/holiday-notices"})
    for (auto const& file : files_in(folder)) {
      CAPTURE(file.filename().string());
      std::ifstream in(file, std::ios::binary);
      std::stringstream text;
      text << in.rdbuf();
      if (first_bad_utf8(text.str())) continue;  // some are there to be refused
      for (int const rows : {16, 24, 32, 64}) {
        auto const setting = lines_of(text.str(), {rows, Raster::bilevel, ""}, rows * 12);
        CHECK(setting.lines.size() > 1);
        auto const* missing = finding(setting.coverage, Finding::Kind::missing_glyph);
        if (missing != nullptr) FAIL_CHECK("no glyph for U+" << std::hex << static_cast<unsigned>(missing->character));
        auto const* clipped = finding(setting.coverage, Finding::Kind::clipped);
        if (clipped != nullptr) FAIL_CHECK("clipped by " << clipped->rows << " at " << rows << " x " << clipped->count);
      }
    }
}

TEST_CASE("nasty strings are set, or refused for what is wrong with them") {
  auto const text = contents("C/nasty/nasty.json");
  if (text.empty()) return;
  auto const strings = boost::json::parse(text).as_array();
  for (auto const& item : strings) {
    std::string const hex(item.at("hex").as_string());
    std::string bytes;
    for (std::size_t at = 0; at + 1 < hex.size(); at += 2)
      bytes += static_cast<char>(std::stoi(hex.substr(at, 2), nullptr, 16));
    CAPTURE(std::string(item.at("id").as_string()));
    auto const setting = debian_typesetter().set_line(bytes, {32, Raster::grey, ""});
    CHECK(setting.has_value() == !first_bad_utf8(bytes).has_value());
  }
}
