#include "controller/clock_gate.hpp"

#include "tests/support/catch.hpp"

using namespace signboard;
using namespace std::chrono_literals;

namespace {

constexpr WallTime built = std::chrono::sys_days{std::chrono::year{2026} / 11 / 22};

Now at(std::chrono::nanoseconds uptime, std::chrono::nanoseconds after_build) {
  return {SteadyTime{1h} + uptime, built + after_build};
}

}  // namespace

TEST_CASE("a clock that goes on like the other one is believed") {
  ClockGate gate(built, 10min);
  for (auto passed = 0s; passed < 1h; passed += 7s) CHECK_FALSE(gate.look(at(passed, 24h + passed)));
  CHECK(gate.trusted());
  CHECK_FALSE(gate.look(at(1h, 24h + 1h + 9min)));  // a time server's correction
  CHECK(gate.trusted());
}

TEST_CASE("a clock before the build is doubted until it is set or confirmed") {
  ClockGate gate(built, 10min);
  CHECK(gate.look(at(0s, -20'000h)));
  CHECK(gate.doubt() == ClockGate::Doubt::before_build);
  CHECK(gate.look(at(30s, 24h)));  // 1970 to now: the time server came
  CHECK(gate.trusted());

  ClockGate vouched(built, 10min);
  vouched.look(at(0s, -24h));
  vouched.confirm(at(5s, -24h + 5s));
  CHECK(vouched.trusted());
  CHECK_FALSE(vouched.look(at(6s, -24h + 6s)));
}

TEST_CASE("a clock that is behind what the ledger knows is doubted until it is set or confirmed") {
  ClockGate gate(built, 10min);
  gate.lived_through(built + 100h);
  CHECK(gate.look(at(0s, 90h)));
  CHECK(gate.doubt() == ClockGate::Doubt::before_record);
  CHECK(gate.look(at(5s, 101h)));
  CHECK(gate.trusted());

  ClockGate near(built, 10min);  // a time server may have set it back a little meanwhile
  near.lived_through(built + 100h);
  CHECK_FALSE(near.look(at(0s, 100h - 9min)));

  ClockGate vouched(built, 10min);  // the last entry was made by a clock that ran ahead
  vouched.lived_through(built + 100'000h);
  CHECK(vouched.look(at(0s, 90h)));
  vouched.confirm(at(1s, 90h + 1s));
  CHECK(vouched.trusted());
  CHECK_FALSE(vouched.look(at(2s, 90h + 2s)));
}

TEST_CASE("a step beyond the limit is doubted, in both directions, until somebody has looked") {
  for (auto const step : {1h, -1h, 24h, -24h}) {
    ClockGate gate(built, 10min);
    gate.look(at(0s, 100h));
    CHECK(gate.look(at(1s, 100h + 1s + step)));
    CHECK(gate.doubt() == ClockGate::Doubt::stepped);
    CHECK_FALSE(gate.look(at(2s, 100h + 2s + step)));
    gate.confirm(at(3s, 100h + 3s + step));
    CHECK(gate.trusted());
    CHECK_FALSE(gate.look(at(4s, 100h + 4s + step)));
  }
}
