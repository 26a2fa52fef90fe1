// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/settled_names.h"

namespace cosftp {

namespace {
constexpr std::size_t mostNames = 20'000;
}

void SettledNames::note(const UploadPlace &place, const QDateTime &storeNow)
{
    const std::scoped_lock lock(m_mutex);
    const auto known = m_settled.find(place);
    if (known != m_settled.end())
        m_inOrder.erase(known->second.inOrder);
    m_settled.insert_or_assign(place, Moment{storeNow, m_inOrder.insert(m_inOrder.end(), place)});
    if (m_settled.size() > mostNames) {
        m_settled.erase(m_inOrder.front());
        m_inOrder.pop_front();
    }
}

bool SettledNames::isSettledSince(const UploadPlace &place, const QByteArray &base,
                                  const QDateTime &began) const
{
    const std::scoped_lock lock(m_mutex);
    const auto known = m_settled.find(place);
    return known != m_settled.end() && base.isEmpty() && began.isValid()
           && began.addMSecs(storeTimesDiffer.count()) <= known->second.byStore;
}

}  // namespace cosftp
