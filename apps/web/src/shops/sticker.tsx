import type { Merchant } from '@plaza/contract'
import { Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { t } from '../i18n.ts'
import { savePicture } from '../screens/picture.ts'
import { Answer } from '../ui/answer.tsx'
import { Button } from '../ui/controls.tsx'
import { copyText } from '../ui/copy.ts'
import { Icon } from '../ui/icon.tsx'
import { Qr } from '../ui/qr.tsx'
import { shopName } from '../pay/parts.tsx'
import { printed } from '../pay/printed.ts'
import { DeskPage, loadOfShop } from './parts.tsx'
import { modeOf } from './state.ts'

/** The shop's code to be printed and hung on the wall: any amount is paid there. */
export function StickerPage(props: { shop: Merchant }) {
  let sheet!: HTMLDivElement
  const sticker = loadOfShop(
    () => props.shop.id,
    of => call('GET /merchants/:id/sticker', of),
  )
  return (
    <DeskPage shop={props.shop} title={t('sticker.title')}>
      <Answer loaded={sticker} rows={3}>
        {data => (
          <>
            <div class="sticker" classList={{ test: modeOf(props.shop.id) === 'test' }} ref={sheet}>
              <p class="sticker-call">{t('sticker.call')}</p>
              <div class="sticker-code">
                <Qr text={data().emv} label={t('sticker.title')} />
              </div>
              <h2>{shopName(props.shop)}</h2>
              <Show when={props.shop.nativeName}>
                <p>{props.shop.name}</p>
              </Show>
              <Show when={modeOf(props.shop.id) === 'test'}>
                <p class="sticker-test">{t('shop.test')}</p>
              </Show>
              <p class="sticker-foot">
                <Icon name="check" /> Plaza · {data().code.replace(/(.{4})(?=.)/g, '$1 ')}
              </p>
            </div>
            <div class="code-actions">
              <Button kind="primary" icon="print" onClick={() => printed(sheet)}>
                {t('sticker.print')}
              </Button>
              <Button
                icon="download"
                onClick={() => void savePicture(sheet.querySelector('svg.qr')!, 'plaza-sticker.png')}
              >
                {t('code.save')}
              </Button>
              <Button icon="copy" onClick={() => void copyText(data().link)}>
                {t('sticker.link')}
              </Button>
            </div>
            <p class="note center shop-hint">{t('sticker.note')}</p>
          </>
        )}
      </Answer>
    </DeskPage>
  )
}
