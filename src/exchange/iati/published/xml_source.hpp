// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "exchange/iati/published/source.hpp"

namespace entente::exchange::iati::published {

/// What a file of XML is, by its root.
enum class XmlKind { schema, codelist, other };
/// Throws BadInput where the file is no XML that can be read, or declares a document type: entities are not
/// read.
XmlKind xml_kind(const Source&);

/// A list of codes: <codelist name=…><codelist-items><codelist-item status=…><code>…
PublishedList read_xml_codelist(const Source&);

/// The table of what may stand where (data/iati/2.03/schema.txt), of all files of the standard's XML Schema.
std::string schema_table(const std::vector<Source>&);

}  // namespace entente::exchange::iati::published
