#pragma once

#include <span>
#include <string_view>

namespace signboard {

/// A fault as an office knows it: a number that is said on the telephone and written into a notebook, and the page
/// docs/faults/NUMBER.md that says what to do. Several errors that want the same done share one.
///
/// A number is given once. Whatever becomes of its errors, it is never given to something else: notebooks and printed
/// pages outlive versions. A fault that can no longer happen keeps its row and its page, which then says so.
/// F1xx lines, F2xx what is kept on the disk, F3xx the clock, F4xx files that people write, F9xx all else.
struct NumberedFault {
  std::string_view number;                ///< `F101`
  std::span<std::string_view const> ids;  ///< of the errors; none where the number is given by the place of the error
};

/// In the order of their numbers.
std::span<NumberedFault const> numbered_faults();

/// The number of an error that can stand as a fault; empty for one that cannot.
std::string_view fault_number(std::string_view id);

/// What is wrong in a file that people write has one of a hundred ids, and its words say where and what. The number
/// says which kind of file it is.
inline constexpr std::string_view faulty_playlist = "F401";
inline constexpr std::string_view faulty_table_or_picture = "F402";
inline constexpr std::string_view faulty_configuration = "F403";
/// For an error nobody thought could stand: it must not be without a page.
inline constexpr std::string_view other_fault = "F901";

}  // namespace signboard
