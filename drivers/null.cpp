// A screen that is not there: for trying out programmes and for measuring all that comes before the wire.

#include "drivers/driver.hpp"

namespace signboard {
namespace {

class Null final : public Driver {
 public:
  Result<std::unique_ptr<Dialogue>> begin(Command const&) override { return recite({}); }
};

Result<std::unique_ptr<Driver>> make_null(Panel const&, Settings&) { return std::make_unique<Null>(); }

constexpr std::array lines{LineKind::none};
constexpr DriverKind kind{
    .name = "null",
    .summary_zh = "不接任何屏，画面丢弃；用于试排节目。",
    .summary_en = "No screen at all: frames are thrown away. For trying out programmes.",
    .lines = lines,
    .default_port = 0,
    .make = make_null,
};

}  // namespace

DriverKind const& null_driver() { return kind; }

}  // namespace signboard
