// Preloaded into a program under test: answers for the modem lines that a pseudo-terminal does not have, so that
// libserialport takes one for a port.

#include <cstdarg>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

extern "C" int ioctl(int descriptor, unsigned long request, ...) {
  va_list rest;
  va_start(rest, request);
  void* const argument = va_arg(rest, void*);
  va_end(rest);
  if (request == TIOCMGET) {
    *static_cast<int*>(argument) = TIOCM_DTR | TIOCM_RTS;
    return 0;
  }
  if (request == TIOCMSET || request == TIOCMBIS || request == TIOCMBIC) return 0;
  return static_cast<int>(syscall(SYS_ioctl, descriptor, request, argument));
}
