// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "exchange/format.hpp"

namespace entente::exchange::iati {

/// A record of which somebody has changed the activity and not the extension: what they changed is as the
/// activity says, all else as the record has it. `said` is what the activity's elements would say of the
/// record as it is, `read` what they do say. A list of the partnership's own counts as one thing; parties,
/// promises, deliveries and results are told apart, and what has no element is as it was.
Bundle merged(Bundle&& record, const Bundle& said, const Bundle& read);

}  // namespace entente::exchange::iati
