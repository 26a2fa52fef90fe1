// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/access_records.h"
#include "settings/settings.h"

#include <QWidget>

#include <optional>

class QLabel;
class QProgressBar;

namespace cosftp {

/// How much of a quota is used: the larger of the shares of bytes and of files, in percent; -1
/// without a quota or a count. May be above 100.
int quotaPercent(const UserLimits &limits, const std::optional<QuotaRecord> &used);
/// The same in words and numbers, in the present language.
QString quotaText(const UserLimits &limits, const std::optional<QuotaRecord> &used);

/// How much of a user's quota is used, as the server counts it.
class QuotaBar final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(QuotaBar)

public:
    explicit QuotaBar(QWidget *parent = nullptr);
    ~QuotaBar() override = default;

    void setLimits(const UserLimits &limits);
    void setUsed(const std::optional<QuotaRecord> &used);

protected:
    void changeEvent(QEvent *event) override;

private:
    void showUse();

    UserLimits m_limits;
    std::optional<QuotaRecord> m_used;
    QProgressBar *m_bar;
    QLabel *m_text;
};

}  // namespace cosftp
