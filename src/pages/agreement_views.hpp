// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/messages.hpp"
#include "http/router.hpp"
#include "pages/pages.hpp"
#include "pages/view.hpp"
#include "registry/agreement_standing.hpp"
#include "registry/gone_files.hpp"

/// Internal to pages: agreements of a partnership as they are shown.
namespace entente::pages {

std::string path_of_agreement(const base::Uuid& id);  ///< behind the language
std::string agreement_title(const registry::AgreementView&, std::string_view language);
/// What is said of one version: the agreement's state of the one that it shows, how the last one waits beside
/// it; nothing of those whose place was taken.
std::optional<registry::AgreementState> version_state(const registry::AgreementView&,
                                                      const registry::AgreementVersion&);
/// "in force", "waits for signatures" …, in the words of the reader.
std::string agreement_state(registry::AgreementState, const base::Messages&);

/// {rows, some} for the page of a partnership.
View agreements_view(const std::vector<registry::AgreementView>&, const base::Messages&);
/// What one version says.
View agreement_text_view(const registry::AgreementView&, const registry::AgreementVersion&,
                         const registry::GoneFiles&, const base::Messages&);
/// Who has signed it and who has not, {rows}.
View signatures_view(const registry::AgreementVersion&, const base::Messages&);
/// The names of those whose signature is missing, joined.
std::string missing_names(const registry::AgreementVersion&, const base::Messages&);
/// Who has signed which version in which way, as CSV.
std::string agreements_csv(const std::vector<registry::AgreementView>&, const base::Messages&);

/// The page of what two versions say otherwise.
std::string difference_href(std::string_view language, const base::Uuid& agreement, std::int64_t from,
                            std::int64_t to);
/// Its name when it was written, else its id.
std::string party_label(const model::AgreedParty&, std::string_view language);
/// What stands in the place of one that was withdrawn; nothing where none was.
std::optional<http::Response> withdrawn_agreement_page(const Context&, const http::Request&,
                                                       std::string_view language, const base::Uuid& id);

/// Routes: to read one and compare its versions, to write one, to withdraw one, to sign one, and to keep
/// keys.
std::vector<http::Route> agreement_routes(const Context&);
std::vector<http::Route> agreement_difference_routes(const Context&);
std::vector<http::Route> agreement_form_routes(const Context&);
std::vector<http::Route> agreement_withdraw_routes(const Context&);
std::vector<http::Route> agreement_sign_routes(const Context&);
std::vector<http::Route> signing_key_routes(const Context&);

}  // namespace entente::pages
