#include "controller/help/fault_numbers.hpp"

#include "controller/messages.hpp"
#include "tests/support/catch.hpp"

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <vector>

// What can stand as a fault is read out of the sources, so that whoever adds an error meets this test.

using namespace signboard;

namespace {

std::string source(std::string const& path) {
  std::ifstream file(std::filesystem::path(SIGNBOARD_SOURCE_DIR) / path);
  REQUIRE(file);
  std::ostringstream text;
  text << file.rdbuf();
  return std::move(text).str();
}

/// The ids of every `fault(Code::..., "id"` in a text, but for errors of the codes left out.
std::set<std::string> ids_in(std::string const& text, std::set<std::string> const& left_out = {}) {
  static std::regex const made(R"re(fault\(\s*([^,"]*),\s*"([a-z_.]+)")re");
  std::set<std::string> ids;
  for (std::sregex_iterator at(text.begin(), text.end(), made), end; at != end; ++at)
    if (!left_out.contains((*at)[1].str())) ids.insert((*at)[2].str());
  return ids;
}

void add(std::set<std::string>& all, std::set<std::string> some) { all.merge(some); }

/// Of one function of a source: from its first line to the brace at the left edge.
std::string function(std::string const& text, std::string const& first_line) {
  auto const begin = text.find(first_line);
  REQUIRE(begin != std::string::npos);
  return text.substr(begin, text.find("\n}", begin) - begin);
}

std::set<std::string> ids_that_can_stand() {
  std::set<std::string> all;
  for (auto const* const file : {"open_line", "udp", "serial", "stdout", "file", "none"}) {
    auto const path = "drivers/transport/" + std::string(file) + ".cpp";
    if (std::filesystem::exists(std::filesystem::path(SIGNBOARD_SOURCE_DIR) / path)) add(all, ids_in(source(path)));
  }
  add(all, ids_in(source("controller/link.cpp")));
  add(all, ids_in(source("controller/stage_thread.cpp")));
  // A driver can fail at a frame only where a picture is packed; all else is refused with the configuration.
  for (auto const* const file : {"drivers/png.cpp", "drivers/gif.cpp"})
    add(all, ids_in(source(file), {"Code::invalid", "Code::over_limit"}));
  // Of the store stands what the disk does to us, not what is refused to whoever asked.
  std::set<std::string> const refusals{"Code::conflict", "Code::stale", "Code::not_found", "Code::invalid"};
  add(all, ids_in(source("controller/store/database.cpp")));
  add(all, ids_in(source("controller/store/store.cpp")));
  add(all, ids_in(source("controller/store/store_thread.cpp"), refusals));
  add(all, ids_in(source("controller/store/writing.cpp"), refusals));
  auto const desk = source("controller/desk.cpp");
  add(all, ids_in(function(desk, "std::vector<Error> Desk::faults() const {")));
  add(all, ids_in(function(desk, "void Desk::set_files(")));
  add(all, ids_in(function(source("controller/dark_file.cpp"), "Result<void> DarkFile::set(")));
  return all;
}

}  // namespace

TEST_CASE("every error that can stand as a fault has a number") {
  auto const ids = ids_that_can_stand();
  CHECK(ids.size() > 40);
  for (auto const* const known : {"line.unplugged", "line.refused", "link.no_reply", "link.broken", "store.no_space",
                                  "store.unsure", "desk.not_saved", "clock.stepped", "blackout.not_latched"}) {
    CAPTURE(known);
    CHECK(ids.contains(known));
  }
  for (auto const& id : ids) {
    CAPTURE(id);
    CHECK_FALSE(fault_number(id).empty());
  }
}

TEST_CASE("an error has one number, and only errors there are have one") {
  std::set<std::string_view> ids;
  auto const standing = ids_that_can_stand();
  for (auto const& kind : numbered_faults())
    for (auto const id : kind.ids) {
      CAPTURE(id);
      CHECK(ids.insert(id).second);
      CHECK(find_wording(id) != nullptr);
      CHECK(standing.contains(std::string(id)));
    }
  CHECK(fault_number("http.not_found").empty());
}

TEST_CASE("numbers are in order, of an area, and none is given twice") {
  std::string_view before;
  for (auto const& kind : numbered_faults()) {
    CAPTURE(kind.number);
    CHECK(std::regex_match(std::string(kind.number), std::regex("F[12349][0-9]{2}")));
    CHECK(before < kind.number);
    before = kind.number;
  }
}

// A number that means something else next year makes every notebook wrong: to fail here is not to be mended here.
TEST_CASE("numbers that were given mean what they meant") {
  std::vector<std::pair<std::string_view, std::string_view>> const given{
      {"line.no_device", "F101"},       {"line.unplugged", "F101"},
      {"line.port_denied", "F102"},     {"line.port_busy", "F103"},
      {"line.port_setting", "F104"},    {"line.stuck", "F105"},
      {"line.unreachable", "F106"},     {"line.unknown_host", "F107"},
      {"line.refused", "F108"},         {"line.source", "F109"},
      {"line.packet_too_long", "F110"}, {"line.denied", "F111"},
      {"link.no_reply", "F112"},        {"link.rejected", "F113"},
      {"line.no_space", "F114"},        {"line.reader_gone", "F115"},
      {"line.broken", "F116"},          {"link.broken", "F117"},
      {"store.no_space", "F201"},       {"store.io", "F202"},
      {"store.corrupt", "F203"},        {"store.denied", "F204"},
      {"store.locked", "F205"},         {"store.newer", "F206"},
      {"store.ledger_cut", "F207"},     {"store.unreadable", "F208"},
      {"store.full", "F209"},           {"desk.not_saved", "F210"},
      {"blackout.not_latched", "F211"}, {"clock.before_build", "F301"},
      {"clock.stepped", "F302"},        {"desk.id_at_the_desk", "F404"}};
  for (auto const& [id, number] : given) {
    CAPTURE(id);
    CHECK(fault_number(id) == number);
  }
}
