// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "exchange/iati/element.hpp"
#include "model/record.hpp"

namespace entente::exchange::iati {

/// A <result> with its indicators; `goals` receives the SDG indicators they refer to.
model::Result read_result(const Element&, std::vector<model::Goal>& goals);

}  // namespace entente::exchange::iati
