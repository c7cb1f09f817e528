#pragma once

#include "controller/http/message.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace signboard {

/// Finds the end of a request's head, more strictly than parsers do: two programs that read one head differently see
/// different requests behind it (request smuggling). A line ends with CR LF and nothing else, no line goes on in the
/// next one, and there are no control characters.
class HeadScan {
 public:
  enum class Seen : std::uint8_t { unfinished, complete, malformed };

  /// All bytes from the first of the head on; what was looked at before is not looked at again.
  Seen look(std::string_view bytes);
  std::size_t length() const { return at_; }  ///< of a complete head, with its empty line

 private:
  std::size_t at_ = 0;
  bool line_is_empty_ = false;  ///< nothing but CR LF came since the last line's end
};

/// Why a head must not be believed, nor anything behind it, as an answer to close with: it is addressed to nobody or to
/// two, or the length of its body cannot be told for certain (RFC 9112, 3.2, 6.1 and 6.3). Nothing if all is well.
/// `version` as Beast has it: 10, 11.
std::optional<Response> unreliable(Request const& request, unsigned version);

enum class After : std::uint8_t { keep, close };  ///< the connection

/// The head of a response, with its empty line. Control characters in field values are left out.
void append_head(std::string& out, Response const& response, After after);
std::string head_of(Response const& response, After after);

}  // namespace signboard
