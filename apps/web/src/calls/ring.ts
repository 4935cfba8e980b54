const AGAIN_MS = 2_500
const TONES_HZ = [523.25, 659.25, 783.99]
const TONE_S = 0.22
const LOUD = 0.12
const SHAKE_MS = [300, 150, 300]

/** Rings until it is told to stop: three tones of our own, and the phone shakes. Where the browser lets nothing sound yet, it only shows. */
export function ring(): () => void {
  const sound = typeof AudioContext === 'undefined' ? undefined : new AudioContext()
  const once = () => {
    if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(SHAKE_MS)
    if (sound?.state === 'running') TONES_HZ.forEach((hz, i) => tone(sound, hz, sound.currentTime + i * TONE_S))
  }
  once()
  const timer = setInterval(once, AGAIN_MS)
  return () => {
    clearInterval(timer)
    if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(0)
    void sound?.close()
  }
}

function tone(sound: AudioContext, hz: number, at: number): void {
  const voice = sound.createOscillator()
  const volume = sound.createGain()
  voice.frequency.value = hz
  volume.gain.setValueAtTime(LOUD, at)
  volume.gain.exponentialRampToValueAtTime(0.001, at + TONE_S * 2)
  voice.connect(volume).connect(sound.destination)
  voice.start(at)
  voice.stop(at + TONE_S * 2)
}
