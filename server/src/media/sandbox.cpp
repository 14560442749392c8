#include "media/sandbox.hpp"

#include "sandbox/file_access.hpp"
#include "sandbox/system_call_filter.hpp"

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <stdexcept>

namespace ling::media {

void confine() {
  // Debian's libsrtp leaves ciphers to NSS, which loads and unloads these as it likes; afterwards no code is loaded any
  // more. One that has OpenSSL instead needs none of them.
  for (const char* library : {"libsoftokn3.so", "libfreebl3.so", "libfreeblpriv3.so"})
    (void)::dlopen(library, RTLD_NOW | RTLD_NODELETE);
  const rlimit none{0, 0};
  if (::setrlimit(RLIMIT_CORE, &none) != 0 || ::setrlimit(RLIMIT_FSIZE, &none) != 0 || ::prctl(PR_SET_DUMPABLE, 0) != 0)
    throw std::runtime_error("the process cannot be confined");
  // Without Landlock it could still read what the user may read, and send it away.
  sandbox::read_only_these({"/dev/urandom", "/dev/random", "/usr/lib", "/lib", "/etc/ssl/openssl.cnf",
                            "/etc/ld.so.cache", "/proc/sys/crypto", "/sys/devices/system/cpu"});
  sandbox::SystemCallFilter filter;
  filter.allow_computing();
  filter.allow({SCMP_SYS(read), SCMP_SYS(readv), SCMP_SYS(write), SCMP_SYS(writev), SCMP_SYS(close), SCMP_SYS(fstat),
                SCMP_SYS(lseek), SCMP_SYS(fcntl), SCMP_SYS(pipe2), SCMP_SYS(eventfd2)});
  filter.allow({SCMP_SYS(epoll_create1), SCMP_SYS(epoll_ctl), SCMP_SYS(epoll_wait), SCMP_SYS(epoll_pwait),
                SCMP_SYS(poll), SCMP_SYS(ppoll)});
  for (const scmp_datum_t wish : {FIONBIO, FIONREAD, FIOCLEX})
    filter.allow_if(SCMP_SYS(ioctl), SCMP_A1(SCMP_CMP_EQ, wish, 0));
  // The port is opened when the parent says which.
  for (const int family : {AF_INET, AF_INET6})
    filter.allow_if(SCMP_SYS(socket), SCMP_A0(SCMP_CMP_EQ, static_cast<scmp_datum_t>(family), 0));
  filter.allow({SCMP_SYS(bind), SCMP_SYS(listen), SCMP_SYS(accept4), SCMP_SYS(shutdown), SCMP_SYS(getsockname),
                SCMP_SYS(getpeername), SCMP_SYS(setsockopt), SCMP_SYS(getsockopt), SCMP_SYS(recvfrom),
                SCMP_SYS(recvmsg), SCMP_SYS(recvmmsg), SCMP_SYS(sendto), SCMP_SYS(sendmsg), SCMP_SYS(sendmmsg)});
  // What libraries read of the machine and of their own settings.
  filter.allow({SCMP_SYS(uname), SCMP_SYS(sysinfo), SCMP_SYS(newfstatat), SCMP_SYS(access), SCMP_SYS(readlink)});
  filter.allow_if(SCMP_SYS(openat), SCMP_A2(SCMP_CMP_MASKED_EQ, O_ACCMODE | O_CREAT | O_TRUNC, O_RDONLY));
  // Their bounds, not those of others: the first argument is the process, and 0 is oneself.
  filter.allow_if(SCMP_SYS(prlimit64), SCMP_A0(SCMP_CMP_EQ, 0, 0));
  // Names of its threads.
  filter.allow_if(SCMP_SYS(prctl), SCMP_A0(SCMP_CMP_EQ, PR_SET_NAME, 0));
  filter.load();
}

}  // namespace ling::media
