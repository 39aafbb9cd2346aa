// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "screening/list_reading.hpp"

/// The Specially Designated Nationals list of the Office of Foreign Assets Control, CSV without header lines:
/// SDN.CSV (twelve columns) and ALT.CSV (five columns: other names).
namespace entente::screening {

inline constexpr std::string_view kOfacDataset = "ofac-sdn";

/// Whether a file begins as either.
bool looks_like_ofac(std::string_view bytes);

/// SDN.CSV, and ALT.CSV where it is given, in any order. Remarks give days of birth, nationalities, gender,
/// documents and weak other names; the whole remark is kept as a note. Throws BadInput where SDN.CSV is not
/// among the files, a row has another number of columns, or a name belongs to nobody.
ListReading read_ofac(std::span<const ListFile> files);

}  // namespace entente::screening
