// Compiles Asio and Boost.JSON once for the whole project.
#include <boost/asio/impl/src.hpp>
#include <boost/json/src.hpp>
