// Compiles Asio's TLS once for the tests; the server itself does not use it.
#include <boost/asio/ssl/impl/src.hpp>
