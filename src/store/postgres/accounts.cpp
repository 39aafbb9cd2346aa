// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "store/postgres/accounts.hpp"

template class entente::store::AccountTable<entente::store::postgres::Engine>;
template class entente::store::ClaimTable<entente::store::postgres::Engine>;
template class entente::store::ConcernTable<entente::store::postgres::Engine>;
template class entente::store::DiligenceTable<entente::store::postgres::Engine>;
template class entente::store::HookTable<entente::store::postgres::Engine>;
template class entente::store::ListTable<entente::store::postgres::Engine>;
template class entente::store::LogTable<entente::store::postgres::Engine>;
template class entente::store::ScreeningTable<entente::store::postgres::Engine>;
