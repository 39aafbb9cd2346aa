// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json.hpp>
#include <optional>
#include <string_view>

#include "http/message.hpp"
#include "registry/agreeing.hpp"
#include "registry/gone_files.hpp"

/// Internal to api: agreements as the endpoints answer them.
namespace entente::api {

/// With every version, who has to sign it, what of that is missing, and which files were taken out.
boost::json::object agreement_json(const registry::AgreementView&, const registry::GoneFiles&);
/// The same without the versions.
boost::json::object agreement_line_json(const registry::AgreementView&);
/// What is told in the place of one that was withdrawn: the hashes and receipts of what stood there.
boost::json::object withdrawn_json(const registry::WithdrawnAgreement&);
/// What is told in the place of a file.
boost::json::object gone_file_json(const registry::GoneFile&);
/// 410 where the file of that hash was taken out.
std::optional<http::Response> gone_file_answer(const registry::Register&, const http::Request&,
                                               std::string_view hash);

}  // namespace entente::api
