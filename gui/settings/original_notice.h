// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace cosftp {

class Card;
class SettingsDraft;

/// Says that buckets and users stand in sections of the original program, and what they would be in
/// ours; above the panel that cannot edit them before.
class OriginalNotice final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OriginalNotice)

public:
    explicit OriginalNotice(QWidget *parent = nullptr);
    ~OriginalNotice() override = default;

    void load(const SettingsDraft &draft);  ///< Hides itself if there is nothing to convert.

Q_SIGNALS:
    void convertWanted();

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    Card *m_card;
    QLabel *m_text;
    QLabel *m_list;
    QPushButton *m_convert;
};

}  // namespace cosftp
