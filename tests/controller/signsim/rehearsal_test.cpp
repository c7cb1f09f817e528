#include "controller/signsim/rehearsal.hpp"

#include "controller/signsim/report.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/folder.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <netinet/in.h>
#include <sstream>
#include <sys/socket.h>
#include <unistd.h>

using namespace signboard;
using namespace std::chrono_literals;

namespace {

// Two pixels of one colour to a card on this computer.
void send_ddp(std::string const& where, unsigned char colour) {
  int const program = socket(AF_INET, SOCK_DGRAM, 0);
  sockaddr_in far{};
  far.sin_family = AF_INET;
  far.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  far.sin_port = htons(static_cast<std::uint16_t>(std::stoi(where.substr(where.rfind(':') + 1))));
  std::array<unsigned char, 16> bytes{0x41, 0, 0x0B, 1, 0, 0, 0, 0, 0, 6};
  std::fill(bytes.begin() + 10, bytes.end(), colour);
  auto const sent = sendto(program, bytes.data(), bytes.size(), 0, reinterpret_cast<sockaddr const*>(&far), sizeof far);
  close(program);
  REQUIRE(sent == 16);
}

std::vector<StandIn> two_cards(Clock const& clock) {
  std::vector<StandIn> cards;
  for (auto const* const text : {"lobby=ddp:2x1@0", "gate=ddp:2x1@0"}) {
    cards.push_back(stand_in(*parse_card(text), 1));
    REQUIRE(cards.back().start(clock.now()).has_value());
  }
  return cards;
}

struct Told {
  std::vector<std::string> requested;
  std::string status;
  int times = 0;
};

Rehearsal::Company company(Told& told, std::optional<Recorder> recorder = {}) {
  Rehearsal::Company made;
  made.recorder = std::move(recorder);
  made.tell = [&told](auto const cards, auto const notes, Now now) {
    ++told.times;
    told.requested.clear();
    for (auto const& note : notes) told.requested.push_back(note.faults);
    told.status = boost::json::serialize(status_of(cards, notes, now.wall));
  };
  made.complain = [](Error const& error) { FAIL(error.id); };
  return made;
}

}  // namespace

TEST_CASE("faults are asked for by the name of a card or for all, and told") {
  SystemClock const clock;
  Told told;
  Rehearsal rehearsal(two_cards(clock), company(told), clock);
  CHECK(rehearsal.obey("fault lobby lost 12.5%").has_value());
  CHECK(rehearsal.obey("  fault all silent \r").has_value());
  CHECK(rehearsal.obey("").has_value());
  CHECK(rehearsal.run(-1, 10ms).has_value());
  CHECK(told.requested == std::vector<std::string>{"lost 12.5, silent", "silent"});
  CHECK(rehearsal.obey("fault hall lost").error().id == "signsim.no_such_card");
  CHECK(rehearsal.obey("fault lobby burn").error().id == "signsim.bad_fault");
  CHECK(rehearsal.obey("dance").error().id == "signsim.unknown_wish");
  CHECK(rehearsal.obey("fault all clear").has_value());
  CHECK(rehearsal.run(-1, 10ms).has_value());
  CHECK(told.requested == std::vector<std::string>{"", ""});
}

TEST_CASE("quit ends it before its time") {
  SystemClock const clock;
  Told told;
  Rehearsal rehearsal(two_cards(clock), company(told), clock);
  CHECK(rehearsal.obey("quit").has_value());
  CHECK(rehearsal.run(-1, 1h).has_value());
  CHECK(told.times == 2);  // at the start and at the end
}

TEST_CASE("every frame that arrives is kept with its time, card and digest, and pictures at the end") {
  Folder const folder;
  SystemClock const clock;
  auto cards = two_cards(clock);
  std::vector<std::string> const places{cards[0].where(), cards[1].where()};
  auto recorder = Recorder::open({folder.path() / "last.png", folder.path() / "all.gif", folder.path() / "frames", 4},
                                 {"lobby", "gate"});
  REQUIRE(recorder.has_value());
  Told told;
  Rehearsal rehearsal(std::move(cards), company(told, std::move(*recorder)), clock);
  for (auto const colour : std::array<unsigned char, 3>{7, 8, 9}) send_ddp(places[0], colour);
  send_ddp(places[1], 7);
  CHECK(rehearsal.run(-1, 50ms).has_value());

  std::ifstream list(folder.path() / "frames" / "frames.txt");
  std::vector<std::string> lobby, gate;
  std::string stamp, card, digest;
  std::int64_t before = 0;
  while (list >> stamp >> card >> digest) {
    CHECK(std::filesystem::exists(folder.path() / "frames" / (card + "-" + stamp + ".png")));
    (card == "lobby" ? lobby : gate).push_back(digest);
    if (card == "lobby") {
      CHECK(std::stoll(stamp) > before);
      before = std::stoll(stamp);
    }
  }
  REQUIRE(lobby.size() == 3);
  REQUIRE(gate.size() == 1);
  CHECK(gate[0] == lobby[0]);
  CHECK(lobby[1] != lobby[0]);
  for (auto const* const name : {"last-lobby.png", "last-gate.png", "all-lobby.gif", "all-gate.gif"})
    CHECK(std::filesystem::file_size(folder.path() / name) > 50);

  auto const status = boost::json::parse(told.status);
  auto const& first = status.at("cards").as_array().at(0);
  CHECK(first.at("card") == "lobby");
  CHECK(first.at("place").as_string() == places[0]);
  CHECK(first.at("digest").as_string() == lobby[2]);
  CHECK(first.at("counts").at("frames") == 3);
  CHECK(first.at("faults") == 0);
}

TEST_CASE("a folder that cannot be written is an error at once") {
  Folder const folder;
  auto const file = folder.write("file", "x");
  auto const opened = Recorder::open({{}, {}, file / "frames", 1}, {"lobby"});
  REQUIRE_FALSE(opened.has_value());
  CHECK(opened.error().id == "cli.cannot_write");
}

TEST_CASE("the digest tells frames apart that differ in one colour of one pixel") {
  Frame frame({4, 4});
  auto const dark = digest_of(frame);
  frame.at(3, 3).b = 1;
  CHECK(digest_of(frame) != dark);
  CHECK(dark.size() == 16);
}

TEST_CASE("a caption tells the rate, what is wrong and what was asked for, in the reader's language") {
  Note const note{"", "lost 20", 0, 59.94};
  CardTally tally;
  CHECK(caption_of(note, tally, Language::en) == "59.9 fps [lost 20]");
  tally.faults = 3;
  CHECK(caption_of(note, tally, Language::en) == "59.9 fps, faults 3 [lost 20]");
  CHECK(caption_of(note, tally, Language::zh) == "59.9 帧/秒，异常 3 [lost 20]");
}
