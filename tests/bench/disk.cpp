#include "tests/bench/disk.hpp"

#include "tests/bench/clocks.hpp"

#include <fcntl.h>
#include <stdexcept>
#include <unistd.h>

namespace signboard {
namespace {

constexpr int places = 100;

}  // namespace

std::vector<double> fdatasyncs(std::filesystem::path const& folder, int times, FileSize size) {
  auto const file = folder / "sync";
  int const descriptor = open(file.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
  std::vector<char> const block(4'096, 'x');
  std::vector<double> all;
  int const first = size == FileSize::stays ? -places : 0;  // to begin with it grows to its size
  for (int i = first; i < times && descriptor >= 0; ++i) {
    auto const place = size == FileSize::stays ? (i + places) % places : i;
    auto const before = steady_time();
    if (pwrite(descriptor, block.data(), block.size(), 4'096L * place) != 4'096 || fdatasync(descriptor) != 0) break;
    if (i >= 0) all.push_back(milliseconds(before, steady_time()));
  }
  if (descriptor >= 0) close(descriptor);
  if (all.size() < static_cast<std::size_t>(times)) throw std::runtime_error("the disk does not take " + file.string());
  return all;
}

}  // namespace signboard
