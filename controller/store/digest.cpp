#include "controller/store/digest.hpp"

#include <array>
#include <sodium/crypto_hash_sha256.h>
#include <sodium/utils.h>

namespace signboard {

std::string sha256(std::string_view text) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  void const* const bytes = text.data();
  crypto_hash_sha256(digest.data(), static_cast<unsigned char const*>(bytes), text.size());
  std::array<char, 2 * crypto_hash_sha256_BYTES + 1> digits{};
  sodium_bin2hex(digits.data(), digits.size(), digest.data(), digest.size());
  return digits.data();
}

}  // namespace signboard
