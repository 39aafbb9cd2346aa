// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json.hpp>

#include "registry/reporting.hpp"

/// Internal to api: reports and what is due, in answers and as they are sent.
namespace entente::api {

boost::json::object own_reporting_json(const registry::OwnReporting&);
boost::json::object place_json(const registry::ReportPlace&);

/// A report or an appeal that waits, with what it is about.
template <class T>
boost::json::object told_json(const registry::Told<T>&);

/// What a party reports: what it sends, put over what its form starts from. Why it corrects another report
/// stays as it is where that is not sent. Throws base::BadInput for a figure that the report does not ask
/// for, or one that names another aim than stands.
model::Report sent_report(const registry::OwnReporting&, const boost::json::object&);

extern template boost::json::object told_json(const registry::Told<model::Report>&);
extern template boost::json::object told_json(const registry::Told<model::Appeal>&);

}  // namespace entente::api
