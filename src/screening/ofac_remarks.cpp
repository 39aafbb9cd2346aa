// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/ofac_remarks.hpp"

#include <algorithm>
#include <array>

#include "screening/country_names.hpp"
#include "screening/date_spans.hpp"

namespace entente::screening {

namespace {

struct DocumentLead {
  std::string_view lead;  ///< as the remark begins
  std::string_view type;
};

/// The longer before those that they begin with.
constexpr std::array kLeads{
    DocumentLead{"Vessel Registration Identification IMO ", "imo"},
    DocumentLead{"Vessel Registration Identification ", "vessel registration"},
    DocumentLead{"Company Number IMO ", "imo"},
    DocumentLead{"MMSI ", "mmsi"},
    DocumentLead{"Diplomatic Passport ", "passport"},
    DocumentLead{"Passport ", "passport"},
    DocumentLead{"Stateless Person Passport ", "passport"},
    DocumentLead{"National ID No. ", "national id"},
    DocumentLead{"National Foreign ID Number ", "national id"},
    DocumentLead{"Personal ID Card ", "national id"},
    DocumentLead{"Identification Number ", "identification"},
    DocumentLead{"Driver's License No. ", "driving licence"},
    DocumentLead{"SSN ", "social security"},
    DocumentLead{"Cedula No. ", "cedula"},
    DocumentLead{"Cedula de Ciudadania ", "cedula"},
    DocumentLead{"D.N.I. ", "dni"},
    DocumentLead{"C.U.R.P. ", "curp"},
    DocumentLead{"R.F.C. ", "rfc"},
    DocumentLead{"C.U.I.T. ", "cuit"},
    DocumentLead{"NIT # ", "nit"},
    DocumentLead{"RUC # ", "ruc"},
    DocumentLead{"RIF # ", "rif"},
    DocumentLead{"RUN ", "run"},
    DocumentLead{"V.A.T. Number ", "vat"},
    DocumentLead{"Tax ID No. ", "tax"},
    DocumentLead{"UAE Identification ", "national id"},
    DocumentLead{"Registration ID ", "registration"},
    DocumentLead{"Registration Number ", "registration"},
    DocumentLead{"Business Registration Document # ", "registration"},
    DocumentLead{"Business Registration Number ", "registration"},
    DocumentLead{"Commercial Registry Number ", "registration"},
    DocumentLead{"Company Number ", "registration"},
    DocumentLead{"Enterprise Number ", "registration"},
    DocumentLead{"Public Registration Number ", "registration"},
    DocumentLead{"Chamber of Commerce Number ", "registration"},
    DocumentLead{"Trade License No. ", "trade licence"},
    DocumentLead{"Folio Mercantil No. ", "folio mercantil"},
    DocumentLead{"Matricula Mercantil No ", "matricula mercantil"},
    DocumentLead{"Unified Social Credit Code (USCC) ", "uscc"},
    DocumentLead{"Legal Entity Number ", "lei"},
    DocumentLead{"D-U-N-S Number ", "duns"},
    DocumentLead{"SWIFT/BIC ", "bic"},
    DocumentLead{"Aircraft Tail Number ", "tail number"},
    DocumentLead{"Aircraft Manufacturer's Serial Number (MSN) ", "msn"},
};

/// "A1234567 (Russia) issued 01 Jan 2010 expires 01 Jan 2020" becomes number and country.
void take_document(EntryMaker& entry, std::string_view type, std::string_view text) {
  for (const std::string_view until : {" issued ", " expires ", " (individual)", " (Expires"})
    text = text.substr(0, text.find(until));
  std::string_view country;
  if (const auto open = text.find(" ("); open != std::string_view::npos && text.ends_with(')')) {
    country = text.substr(open + 2, text.size() - open - 3);
    text = text.substr(0, open);
  }
  entry.document(std::string(type), text, country);
}

/// What stands in single quotes.
std::string_view in_quotes(std::string_view text) {
  const auto open = text.find('\'');
  const auto close = text.rfind('\'');
  return open == close ? std::string_view{} : text.substr(open + 1, close - open - 1);
}

void take_remark(EntryMaker& entry, std::string_view remark) {
  if (remark.ends_with('.')) remark.remove_suffix(1);
  constexpr std::string_view kAlternative = "alt. ";
  if (remark.starts_with(kAlternative)) remark.remove_prefix(kAlternative.size());
  const auto after = [&](std::string_view lead) {
    return remark.starts_with(lead) ? remark.substr(lead.size()) : std::string_view{};
  };
  if (const auto born = after("DOB "); !born.empty()) {
    if (const auto span = read_date_span(born)) return entry.born(*span);
    return entry.fault("born \"" + std::string(born) + "\": this is no date, left out");
  }
  for (const std::string_view lead : {"nationality ", "citizen ", "Nationality of Registration "})
    if (const auto country = after(lead); !country.empty()) return entry.country(country);
  if (const auto place = after("POB "); !place.empty()) {
    // Towns and provinces stand there alone as well: what is no country is no fault.
    const auto comma = place.rfind(", ");
    const auto last = comma == std::string_view::npos ? place : place.substr(comma + 2);
    if (!country_code(last).empty()) entry.country(last);
    return;
  }
  if (const auto gender = after("Gender "); !gender.empty()) return entry.gender(gender);
  for (const std::string_view lead : {"a.k.a. '", "f.k.a. '", "n.k.a. '"})
    if (remark.starts_with(lead)) return entry.name(in_quotes(remark), NameQuality::low);
  const auto* lead = std::ranges::find_if(kLeads, [&](const auto& l) { return remark.starts_with(l.lead); });
  if (lead != kLeads.end()) take_document(entry, lead->type, remark.substr(lead->lead.size()));
}

}  // namespace

void read_remarks(EntryMaker& entry, std::string_view remarks) {
  for (const auto& remark : split_list(remarks, ";")) take_remark(entry, remark);
  entry.note(remarks);
}

}  // namespace entente::screening
