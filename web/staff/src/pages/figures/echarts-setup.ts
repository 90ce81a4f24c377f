import { BarChart } from 'echarts/charts'
import { AriaComponent, GridComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'

// Only what the page draws: loaded when the first chart comes into sight.
use([BarChart, GridComponent, AriaComponent, SVGRenderer])

export { init }
