// Asio's own code, compiled once: it costs each file of ours a second less, and -Wnull-dereference, which is wrong
// about Asio's scheduler wherever that is inlined (GCC 12.2), stays on for us.
#include <boost/asio/impl/src.hpp>
