// The epoch: names one unbroken history of the data. Another one means that every stored pts is void.
#pragma once

#include "storage/tx.hpp"

#include <string>
#include <string_view>

namespace ling::epoch_store {

/// Empty before the first start.
std::string epoch(Tx& tx);
void set_epoch(Tx& tx, std::string_view epoch);

}  // namespace ling::epoch_store
