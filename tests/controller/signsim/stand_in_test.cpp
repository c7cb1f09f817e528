#include "controller/signsim/stand_in.hpp"

#include "tests/support/catch.hpp"

using namespace signboard;
using namespace std::chrono_literals;

namespace {

using Bytes = std::vector<std::byte>;

// A port without a system behind it.
class PaperPort final : public Port {
 public:
  struct Desk {
    std::vector<Bytes> to_card;
    std::string from_card;
    bool is_open = false, somebody_opens = false, socket_is_taken = false;
    int openings = 0;
  };
  explicit PaperPort(Desk& desk) : desk_(desk) {}

  Result<void> open() override {
    if (desk_.socket_is_taken) return fault(Code::io, "signsim.cannot_bind", {{"place", "paper"}, {"reason", "taken"}});
    desk_.is_open = true;
    ++desk_.openings;
    return {};
  }
  void close() override { desk_.is_open = false; }
  void await(std::vector<pollfd>&) const override {}
  std::optional<SteadyTime> due() const override { return std::nullopt; }
  Received receive(Now now) override {
    Received received;
    received.was_opened = std::exchange(desk_.somebody_opens, false);
    for (auto& bytes : std::exchange(desk_.to_card, {}))
      if (desk_.is_open) received.pieces.push_back({std::move(bytes), now.wall});
    return received;
  }
  void reply(std::span<std::byte const> bytes) override {
    for (auto const byte : bytes) desk_.from_card += std::to_integer<char>(byte);
  }
  std::string where() const override { return "paper"; }

 private:
  Desk& desk_;
};

constexpr WallTime wall{1'000'000s};
Now at(std::chrono::milliseconds since) { return {SteadyTime{1h} + since, wall + since}; }

Bytes bytes_of(std::initializer_list<unsigned> numbers) {
  Bytes bytes;
  for (unsigned const number : numbers) bytes.push_back(static_cast<std::byte>(number));
  return bytes;
}

Bytes joined(std::vector<Bytes> const& parts) {
  Bytes all;
  for (auto const& part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

// Two pixels of one colour.
Bytes ddp(unsigned colour) {
  return bytes_of({0x41, 0, 0x0B, 1, 0, 0, 0, 0, 0, 6, colour, colour, colour, colour, colour, colour});
}
Bytes adalight(unsigned colour) {
  return bytes_of({'A', 'd', 'a', 0, 1, 0x54, colour, colour, colour, colour, colour, colour});
}

class Stage {
 public:
  explicit Stage(std::string_view card) : card_(*parse_card(card), std::make_unique<PaperPort>(desk), 1) {
    REQUIRE(card_.start(at(0ms)).has_value());
  }
  void turn(std::chrono::milliseconds now) {
    auto const seen = [this](StandIn const& card, WallTime when) {
      frames.push_back(card.shown().at(0, 0).r);
      arrivals.push_back(std::chrono::duration_cast<std::chrono::milliseconds>(when - wall));
    };
    REQUIRE(card_.turn(at(now), seen).has_value());
  }
  void say(Bytes bytes, std::chrono::milliseconds now) {
    desk.to_card.push_back(std::move(bytes));
    turn(now);
  }
  void wish(std::string_view fault, std::chrono::milliseconds now) {
    REQUIRE(card_.wish(*parse_fault(fault), at(now)).has_value());
  }
  int light() const { return card_.shown().at(0, 0).r; }
  StandIn& card() { return card_; }

  PaperPort::Desk desk;
  std::vector<int> frames;
  std::vector<std::chrono::milliseconds> arrivals;

 private:
  StandIn card_;
};

std::uint64_t count_of(StandIn const& card, std::string_view wanted) {
  for (auto const& [name, count] : card.tally().counts)
    if (name == wanted) return count;
  FAIL(wanted);
  return 0;
}

}  // namespace

TEST_CASE("what arrives is shown, and each frame of a stream is seen on its own") {
  Stage stage("adalight:2x1@pty");
  CHECK(stage.desk.from_card == "Ada\n");
  stage.say(joined({adalight(1), adalight(2), adalight(3)}), 10ms);
  CHECK(stage.frames == std::vector{1, 2, 3});
  CHECK(stage.light() == 3);
  CHECK(stage.card().tally().faults == 0);
}

TEST_CASE("lost datagrams are not shown") {
  Stage stage("ddp:2x1@1");
  stage.wish("ddp lost 50", 0ms);
  for (unsigned i = 1; i <= 100; ++i) stage.say(ddp(i), 0ms);
  CHECK(stage.frames.size() + stage.card().disturbance().lost() == 100);
  CHECK(stage.frames.size() > 30);
  CHECK(stage.frames.size() < 70);
}

TEST_CASE("datagrams that are split or joined are refused, a stream does not mind") {
  Stage cut("ddp:2x1@1");
  cut.wish("ddp split 8", 0ms);
  cut.say(ddp(5), 0ms);
  CHECK(cut.frames.empty());
  CHECK(count_of(cut.card(), "refused") == 2);

  Stage glued("ddp:2x1@1");
  glued.wish("ddp joined 2", 0ms);
  glued.say(ddp(5), 0ms);
  glued.say(ddp(6), 0ms);
  CHECK(glued.frames.empty());
  CHECK(count_of(glued.card(), "refused") == 1);

  Stage stream("adalight:2x1@pty");
  stream.wish("adalight split 1", 0ms);
  stream.wish("adalight joined 2", 0ms);
  stream.say(adalight(5), 0ms);
  stream.say(adalight(6), 0ms);
  CHECK(stream.frames == std::vector{5, 6});
}

TEST_CASE("late shows later, and says when it really arrived") {
  Stage stage("ddp:2x1@1");
  stage.wish("ddp late 300ms", 0ms);
  stage.say(ddp(5), 100ms);
  CHECK(stage.frames.empty());
  CHECK(stage.card().due() == at(400ms).steady);
  stage.turn(399ms);
  CHECK(stage.frames.empty());
  stage.turn(400ms);
  CHECK(stage.frames == std::vector{5});
  CHECK(stage.arrivals == std::vector{400ms});
}

TEST_CASE("a silent card shows but says nothing") {
  Stage stage("adalight:2x1@pty");
  stage.desk.from_card.clear();
  stage.wish("adalight silent 3s", 0ms);
  stage.turn(1'000ms);
  stage.turn(2'000ms);
  stage.say(adalight(5), 2'100ms);
  CHECK(stage.desk.from_card.empty());
  CHECK(stage.light() == 5);
  stage.turn(3'100ms);
  CHECK(stage.desk.from_card == "Ada\n");
}

TEST_CASE("an unplugged card hears nothing, keeps its picture, and is plugged in again by itself") {
  Stage stage("ddp:2x1@1");
  stage.say(ddp(5), 0ms);
  stage.wish("ddp unplug 2s", 0ms);
  CHECK_FALSE(stage.desk.is_open);
  stage.say(ddp(6), 1'000ms);
  CHECK(stage.light() == 5);
  stage.turn(2'000ms);
  CHECK(stage.desk.is_open);
  CHECK(stage.desk.openings == 2);
  stage.say(ddp(7), 2'000ms);
  CHECK(stage.light() == 7);
}

TEST_CASE("a cable that cannot be put back is told") {
  Stage stage("ddp:2x1@1");
  stage.wish("ddp unplug 1s", 0ms);
  stage.desk.socket_is_taken = true;
  auto const turned = stage.card().turn(at(1s), [](auto const&, auto) {});
  REQUIRE_FALSE(turned.has_value());
  CHECK(turned.error().id == "signsim.cannot_bind");
}

TEST_CASE("a power cut makes the panel dark and deaf, and the card greets again when it is over") {
  Stage stage("adalight:2x1@pty");
  stage.say(joined({adalight(5), bytes_of({'A', 'd'})}), 0ms);
  stage.desk.from_card.clear();
  stage.wish("adalight power 2s", 100ms);
  CHECK(stage.light() == 0);
  stage.say(adalight(6), 1'000ms);
  CHECK(stage.light() == 0);
  CHECK(stage.desk.from_card.empty());
  stage.turn(2'099ms);
  CHECK(stage.desk.from_card.empty());
  stage.turn(2'100ms);
  CHECK(stage.desk.from_card == "Ada\n");
  stage.say(adalight(7), 2'100ms);
  CHECK(stage.light() == 7);
  CHECK(stage.card().power_cuts() == 1);
  CHECK(stage.frames == std::vector{5, 7});
}

TEST_CASE("a board with a bootloader starts anew when its port is opened, others do not notice") {
  Stage board("adalight:2x1@pty");
  board.say(adalight(5), 0ms);
  board.desk.from_card.clear();
  board.desk.somebody_opens = true;
  board.turn(10ms);
  CHECK(board.desk.from_card == "Ada\n");
  CHECK(board.light() == 0);

  Stage other("tpm2:2x1@pty");
  other.say(bytes_of({0xC9, 0xDA, 0, 6, 5, 5, 5, 5, 5, 5, 0x36}), 0ms);
  other.desk.somebody_opens = true;
  other.turn(10ms);
  CHECK(other.light() == 5);
}

TEST_CASE("a card that gives its source up is dark without anybody having sent anything") {
  Stage stage("tpm2:2x1@pty");
  stage.say(bytes_of({0xC9, 0xDA, 0, 6, 5, 5, 5, 5, 5, 5, 0x36}), 0ms);
  auto const changes = stage.card().changes();
  stage.turn(2'500ms);
  CHECK(stage.light() == 0);
  CHECK(stage.card().changes() > changes);
  CHECK(stage.frames == std::vector{5});
}

TEST_CASE("lamps hang where the wire leads, and colours come in the order the lamps want") {
  Stage stage("x=ddp:2x2@1,path=serpentine,order=grb");
  Bytes message = bytes_of({0x41, 0, 0x0B, 1, 0, 0, 0, 0, 0, 12});
  for (unsigned i = 1; i <= 12; ++i) message.push_back(static_cast<std::byte>(i));
  stage.say(message, 0ms);
  auto const& shown = stage.card().shown();
  CHECK(shown.at(0, 0) == Rgb{2, 1, 3});
  CHECK(shown.at(1, 0) == Rgb{5, 4, 6});
  CHECK(shown.at(1, 1) == Rgb{8, 7, 9});  // the second row runs back
  CHECK(shown.at(0, 1) == Rgb{11, 10, 12});
}
