// The names and addresses a machine is reached by.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ling {

/// localhost, this host's name, and the addresses of its interfaces that are up; no IPv6 link-local ones, which no
/// address bar takes. Sorted, each once.
std::vector<std::string> names_of_this_machine();

/// The machine's own name, in lower case and without a domain; empty when it is not one that DNS could carry.
std::string host_name();

bool is_ip_address(std::string_view name);
/// Letters, digits and '-' in parts divided by dots; the first part may be "*".
bool is_dns_name(std::string_view name);

}  // namespace ling
