#include "tests/support/pty.hpp"

#include <array>
#include <cstdlib>
#include <fcntl.h>
#include <stdexcept>
#include <unistd.h>
#include <utility>

namespace signboard {

Pty::Pty() : card_(::posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)) {
  std::array<char, 64> name{};
  if (card_ < 0 || ::grantpt(card_) != 0 || ::unlockpt(card_) != 0 || ::ptsname_r(card_, name.data(), name.size()) != 0)
    throw std::runtime_error("no pseudo-terminal to be had");
  device_ = name.data();
}

std::vector<std::byte> Pty::received() {
  std::vector<std::byte> all;
  std::array<std::byte, 4'096> some{};
  for (;;) {
    auto const bytes = ::read(card_, some.data(), some.size());
    if (bytes <= 0) return all;
    all.insert(all.end(), some.begin(), some.begin() + bytes);
  }
}

void Pty::answer(std::string_view bytes) {
  if (::write(card_, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()))
    throw std::runtime_error("the pseudo-terminal takes nothing");
}

void Pty::unplug() {
  if (card_ >= 0) ::close(std::exchange(card_, -1));
}

void point(std::filesystem::path const& name, std::string const& device) {
  std::filesystem::remove(name);
  std::filesystem::create_symlink(device, name);
}

}  // namespace signboard
