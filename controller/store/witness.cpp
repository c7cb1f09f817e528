#include "controller/store/witness.hpp"

#include "controller/store/disk.hpp"

#include <fstream>
#include <system_error>

namespace signboard {

std::filesystem::path witness_of(std::filesystem::path const& store) {
  auto file = store;
  return file += ".head";
}

std::optional<LedgerHead> read_witness(std::filesystem::path const& store) {
  std::ifstream in(witness_of(store));
  LedgerHead head;
  if (!(in >> head.count >> head.hash) || head.hash.size() != 64) return std::nullopt;
  return head;
}

void write_witness(std::filesystem::path const& store, LedgerHead const& head) noexcept {
  auto const file = witness_of(store);
  auto draft = file;
  draft += ".part";
  std::ofstream out(draft, std::ios::trunc);
  out << head.count << ' ' << head.hash << '\n';
  out.close();
  std::error_code trouble;
  if (!out || sync_to_disk(draft)) {
    std::filesystem::remove(draft, trouble);
    return;
  }
  std::filesystem::rename(draft, file, trouble);
  if (!trouble) trouble = sync_to_disk(file.parent_path());
}

}  // namespace signboard
