#include "drivers/driver.hpp"

namespace signboard {
namespace {

class Recital final : public Dialogue {
 public:
  Recital(std::vector<Packet> packets, Verdict (*judge)(std::span<std::byte const>))
      : packets_(std::move(packets)), judge_(judge) {}

  std::optional<Packet> say() override {
    if (said_ == packets_.size()) return std::nullopt;
    return std::move(packets_[said_++]);
  }

  // A format that expects no answer is content with any: line noise must not end a command.
  Verdict hear(std::span<std::byte const> since_last_said) override {
    return judge_ == nullptr ? Verdict::accepted : judge_(since_last_said);
  }

 private:
  std::vector<Packet> packets_;
  std::size_t said_ = 0;
  Verdict (*judge_)(std::span<std::byte const>);
};

}  // namespace

std::unique_ptr<Dialogue> recite(std::vector<Packet> packets, Verdict (*judge)(std::span<std::byte const>)) {
  return std::make_unique<Recital>(std::move(packets), judge);
}

}  // namespace signboard
