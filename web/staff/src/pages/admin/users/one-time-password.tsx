import { Button, Drawer } from 'antd'
import { useWords } from '../../../i18n/language.tsx'
import { ShownOnce } from '../../../ui/shown-once.tsx'
import type { Created } from './users-page.tsx'
import { words } from './words.ts'

export function OneTimePassword({ created, onClose }: { created: Created; onClose(): void }) {
  const t = useWords(words)
  return (
    // Closing by a stray click would lose the password: only the button closes.
    <Drawer open size={480} title={created.user.name} closable={false} mask={{ closable: false }} keyboard={false}>
      <ShownOnce
        title={t('onceTitle')}
        text={t('onceText')}
        values={[
          [t('login'), created.user.login],
          [t('oneTimePassword'), created.oneTimePassword],
        ]}
        done={
          <Button type="primary" onClick={onClose}>
            {t('kept')}
          </Button>
        }
      />
    </Drawer>
  )
}
