# Copies FROM to TO with the one line mended that is wrong in the engine; stops when it is not there exactly once.
# The callback of a BIO compares the whole operation with a flag in it, and so turns every result into 1. OpenSSL with
# kernel TLS, as Debian builds it, then believes that the BIO is a socket with kernel TLS, and the first DTLS packet of
# any browser crashes the process. If the line is gone, look whether it was mended before taking this away.
set(wrong "(operationType == BIO_CB_RETURN)")
set(right "(operationType & BIO_CB_RETURN)")
file(READ ${FROM} text)
string(FIND "${text}" "${wrong}" first)
string(FIND "${text}" "${wrong}" last REVERSE)
if(first EQUAL -1 OR NOT first EQUAL last)
  message(FATAL_ERROR "${FROM} does not hold exactly one \"${wrong}\": see media/patch.cmake.")
endif()
string(REPLACE "${wrong}" "${right}" text "${text}")
file(WRITE ${TO}.new "${text}")
file(COPY_FILE ${TO}.new ${TO} ONLY_IF_DIFFERENT)
